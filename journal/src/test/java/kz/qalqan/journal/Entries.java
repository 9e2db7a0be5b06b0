package kz.qalqan.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kz.qalqan.telemetry.ClockStep;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;

/** Entries to write. */
final class Entries {
    static final String SITE = "karaganda-1";
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private static final List<Quantity> QUANTITIES = List.of(Quantity.values());

    private Entries() {}

    static SensorId sensor(int number) {
        return new SensorId(SITE, "GA-" + number, QUANTITIES.get(number % QUANTITIES.size()));
    }

    /** One entry of every kind, each field with a value that could get lost. */
    static List<Entry> everyKind() {
        return List.of(
                new ServiceStart("0.1.0+abc", "engine-1", "pack-7", "2026a"),
                new PlanInForce("f00d", "sites:\n  қарағанды: ё\n".repeat(200)),
                walk(new Random(7), 3, 20, START),
                new ReadingBatch(List.of(), new int[0], new long[0], new double[0], new int[0], List.of()),
                new Tick(),
                new LimitChange("ch4-limit:alarm:site", 0.75, null, 0, null, "engineer", "reason", "p-1"),
                new LimitChange("ch4-limit:alarm:site", null, 0.1, null, 60, "engineer", "reason", "p-2"),
                new Declaration(
                        Declaration.Type.BYPASS,
                        SITE,
                        null,
                        sensor(0),
                        START.plusNanos(123_456_789),
                        "field",
                        Map.of("note", "b", "a", "ё", "value", "0.4")),
                new Declaration(Declaration.Type.BLAST, SITE, "face-3", null, null, "operator", Map.of()),
                new LinkChange("mqtt", LinkChange.State.DRAINING, "back"),
                new DeviceStatus(SITE, "face-3", "GA-07", true),
                new DeviceStatus(SITE, "face-3", "GA-07", false),
                new ClockStep(Duration.ofMillis(-1_500)),
                oddValues());
    }

    /** What came to be written after the golden file was made. */
    static List<Entry> laterKinds() {
        return List.of(
                odd(new Random(3)),
                new UnknownGas("mine/x/y/GA-99/telemetry", "GA-99 ё", Quantity.CH4, 1.3, START.plusNanos(5_000)),
                new UnknownGas("v1/gateway/telemetry", "", Quantity.O2, Double.NaN, Instant.EPOCH),
                new OwnRules("f00d", List.of(), "boss", "none any more", List.of()),
                new OwnRules(
                        "beef",
                        List.of(
                                new OwnRules.File("a.drl", "00ff", "rule \"Ыстық\"\n"),
                                new OwnRules.File("b.csv", "", "")),
                        "system",
                        "start",
                        List.of("a.drl:3: 'x'", "b.csv: no")),
                new LockHeld(
                        FindingKey.parse(SITE + ":ch4-cut:GA-07:ch4"),
                        SensorId.parse(SITE + "/GA-07/ch4"),
                        "alarm",
                        "Methane is at the level where power is cut",
                        Priority.CRITICAL,
                        true),
                new LockHeld(FindingKey.parse(SITE + ":x:zone-1"), null, "alarm", "r", Priority.LOW, false));
    }

    /** A batch with messages that were doubled or replayed, and runs of readings for other zones. */
    static ReadingBatch odd(Random random) {
        ReadingBatch any = any(random);
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            marks.add(new ReadingBatch.MessageMark(i, random.nextLong(), 0, random.nextInt(9), random.nextInt(3)));
        }
        List<ReadingBatch.Elsewhere> elsewhere = new ArrayList<>();
        for (int at = random.nextInt(5); at < any.size(); ) {
            int count = 1 + random.nextInt(any.size() - at);
            elsewhere.add(new ReadingBatch.Elsewhere(at, count, "zone-" + random.nextInt(3)));
            at += count + random.nextInt(9);
        }
        return new ReadingBatch(
                any.sensors(), any.sensor(), any.measuredAtMicros(), any.value(), any.quality(), marks, elsewhere);
    }

    /** Values that are hard to keep: not a number, both zeros, infinities, the smallest and the largest. */
    static ReadingBatch oddValues() {
        double[] values = {
            Double.NaN,
            -0.0,
            0.0,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -0.1,
            0.1f,
            1e300,
            123_456_789.123_456_79,
            Math.PI
        };
        int n = values.length;
        int[] sensor = new int[n];
        long[] times = new long[n];
        int[] quality = new int[n];
        for (int i = 0; i < n; i++) {
            sensor[i] = n - 1 - i;
            times[i] = i % 2 == 0 ? Long.MAX_VALUE - i : Long.MIN_VALUE + i;
            quality[i] = 1 << (i % 11);
        }
        List<SensorId> sensors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sensors.add(sensor(i));
        }
        return new ReadingBatch(
                sensors, sensor, times, values, quality, List.of(new ReadingBatch.MessageMark(65_535, -1, n)));
    }

    static Quarantined quarantined(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new Quarantined(
                "mine/x/y/z/telemetry",
                QuarantineReason.UNREADABLE,
                "no JSON",
                bytes,
                bytes.length,
                "ab12",
                17,
                1,
                "application/senml+cbor",
                true);
    }

    /** A slow walk in steps of 0.01: {@code rounds} messages with one reading of each sensor. */
    static ReadingBatch walk(Random random, int sensors, int rounds, Instant from) {
        int n = sensors * rounds;
        int[] sensor = new int[n];
        long[] times = new long[n];
        double[] values = new double[n];
        int[] quality = new int[n];
        int[] level = random.ints(sensors, 20, 120).toArray();
        List<ReadingBatch.MessageMark> messages = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int s = i % sensors;
            sensor[i] = s;
            times[i] = ReadingBatch.micros(from.plusSeconds(i / sensors));
            level[s] += random.nextInt(3) - 1;
            values[i] = level[s] / 100.0;
            if (s == 0) {
                messages.add(new ReadingBatch.MessageMark(i / sensors + 1, random.nextLong(), sensors));
            }
        }
        List<SensorId> ids = new ArrayList<>();
        for (int s = 0; s < sensors; s++) {
            ids.add(sensor(s));
        }
        return new ReadingBatch(ids, sensor, times, values, quality, messages);
    }

    /** A batch of any shape. */
    static ReadingBatch any(Random random) {
        int m = 1 + random.nextInt(40);
        int n = random.nextInt(400);
        List<SensorId> ids = new ArrayList<>();
        int from = random.nextInt(100);
        for (int s = 0; s < m; s++) {
            ids.add(sensor(from + s));
        }
        int[] sensor = random.ints(n, 0, m).toArray();
        long unit = List.of(1L, 1_000L, 1_000_000L).get(random.nextInt(3));
        long[] times = random.longs(n, -1_000_000_000L, 1_000_000_000L)
                .map(t -> t * unit)
                .toArray();
        double[] values = random.doubles(n)
                .map(d -> random.nextBoolean() ? Math.rint(d * 1_000) / 100 : d)
                .toArray();
        int[] quality =
                random.nextBoolean() ? new int[n] : random.ints(n, 0, 1 << 11).toArray();
        return new ReadingBatch(
                ids, sensor, times, values, quality, List.of(new ReadingBatch.MessageMark(1, random.nextLong(), n)));
    }
}
