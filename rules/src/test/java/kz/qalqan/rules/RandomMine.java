package kz.qalqan.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;

/** A journal in which everything happens that can, by chance; the same seed, the same journal. */
final class RandomMine {
    private static final List<Mark> ODD = List.of(
            Mark.LATE,
            Mark.FAULT,
            Mark.OVER_RANGE,
            Mark.PLACE_MISMATCH,
            Mark.CLOCK_CORRECTED,
            Mark.CLOCK_ABSURD,
            Mark.IDENTITY_CLASH,
            Mark.HISTORICAL);
    private static final List<String> LIMITS =
            List.of("ch4-limit:alarm:location:face", "o2-low:alarm:site", "seismic-large-event:alarm:site");

    private final SplittableRandom random;
    private final List<SensorId> sensors;
    private final List<String> zones;
    private Instant now = Timeline.DAY;

    private RandomMine(Plan plan, long seed) {
        random = new SplittableRandom(seed);
        sensors = List.copyOf(plan.sensors().keySet());
        zones = List.copyOf(plan.sites().values().iterator().next().zones().keySet());
    }

    static List<JournalEntry> journal(Plan plan, long seed, int entries) {
        RandomMine mine = new RandomMine(plan, seed);
        List<JournalEntry> journal = new ArrayList<>();
        for (int position = 1; position <= entries; position++) {
            mine.now = mine.now.plusMillis(mine.step());
            journal.add(new JournalEntry(position, mine.now, mine.entry()));
        }
        return journal;
    }

    /** Mostly seconds, now and then the minutes and hours that delays, rates and shifts are made of. */
    private long step() {
        int kind = random.nextInt(100);
        return kind < 80 ? random.nextInt(9_000) : kind < 98 ? random.nextInt(55_000) : random.nextInt(14_000_000);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Entry entry() {
        int kind = random.nextInt(100);
        if (kind < 72) {
            return batch();
        }
        if (kind < 84) {
            return new Tick();
        }
        if (kind < 87) {
            return new LinkChange("mqtt", any(List.of(LinkChange.State.values())), "");
        }
        if (kind < 93) {
            return declaration();
        }
        if (kind < 95) {
            return new LimitChange(any(LIMITS), random.nextDouble(0.5, 21), null, null, null, "e", "r", "p");
        }
        if (kind < 97) {
            return new DeviceStatus("m", any(zones), any(sensors).device(), random.nextBoolean());
        }
        return kind < 99
                ? new UnknownGas("mine/m/face-1/X-1/telemetry", "X-1", Quantity.CH4, random.nextDouble(2), now)
                : new ServiceStart("b", "1", "1", "z");
    }

    private Declaration declaration() {
        Declaration.Type type = any(List.of(Declaration.Type.values()));
        boolean zone = type == Declaration.Type.BLAST || random.nextBoolean();
        return new Declaration(
                type,
                "m",
                zone ? any(zones) : null,
                zone ? null : any(sensors),
                null,
                "operator",
                Map.of("value", Double.toString(random.nextInt(30) / 10.0), "quantity", "ch4"));
    }

    private ReadingBatch batch() {
        int size = 1 + random.nextInt(12);
        int[] sensor = new int[size];
        long[] micros = new long[size];
        double[] value = new double[size];
        int[] quality = new int[size];
        for (int i = 0; i < size; i++) {
            sensor[i] = random.nextInt(sensors.size());
            value[i] = value(sensors.get(sensor[i]));
            micros[i] = ReadingBatch.micros(now) - random.nextInt(2_000_000);
            int odd = random.nextInt(60);
            if (odd < ODD.size()) {
                Mark mark = ODD.get(odd);
                quality[i] = Quality.of(mark).bits();
                micros[i] += mark == Mark.CLOCK_CORRECTED ? 200_000_000_000L : mark == Mark.LATE ? -90_000_000L : 0;
            }
        }
        return new ReadingBatch(sensors, sensor, micros, value, quality, List.of());
    }

    private double value(SensorId id) {
        return switch (id.quantity()) {
            case CH4 -> random.nextInt(3) == 0 ? random.nextDouble(3) : 0.3;
            case CO -> random.nextDouble(60);
            case CO2 -> random.nextDouble(2);
            case O2 -> 18 + random.nextDouble(3);
            case SEISMIC_ENERGY -> StrictMath.pow(10, random.nextDouble(5.5));
            case PPV -> random.nextInt(20) == 0 ? random.nextDouble(60) : random.nextDouble(0.2);
            case ROOF_DISPLACEMENT -> 20 + random.nextDouble(25);
            case PRESSURE -> 1000 + random.nextDouble(12);
            case PIPE_CH4 -> 20 + random.nextDouble(20);
            case FAN_DEPRESSION -> 1000 + random.nextDouble(2000);
            default -> random.nextInt(2);
        };
    }
}
