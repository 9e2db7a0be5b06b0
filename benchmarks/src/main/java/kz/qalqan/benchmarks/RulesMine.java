package kz.qalqan.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * A mine of 2,000 sensors in 100 zones and what they send: slow walks inside the limits, with excursions so that about
 * 0.5 % of the readings move a condition; a thousandth comes late, a two-thousandth is a fault.
 *
 * <p>Threads: one.
 */
final class RulesMine {
    static final String SITE = "m";
    static final int ZONES = 100;
    static final int PERIOD_S = 5;

    private static final String EVENTS = "seismic-energy";
    private static final int ZONES_A_SECTION = 4;
    private static final List<String> LOCATIONS = List.of("intake", "face", "section-return", "mine-return");

    /** Quantity, range, calm value, step, value of an excursion and how many of it a zone has. */
    private static final List<Kind> KINDS = List.of(
            new Kind("ch4", "[0, 5]", "[-0.2, 100]", 0.2, 0.01, 1.1, 6),
            new Kind("co", "[0, 500]", "[-5, 5000]", 4, 0.1, 20, 3),
            new Kind("o2", "[0, 25]", "[-1, 30]", 20.9, 0.01, 19.5, 2),
            new Kind("air-velocity", "[0, 20]", "[-1, 40]", 2, 0.02, 2, 2),
            new Kind("ppv", "[0, 500]", "[0, 5000]", 1, 0.05, 12, 1),
            new Kind(EVENTS, "[0, 1000000000]", "[0, 10000000000]", 10, 1, 200_000, 1),
            new Kind("dust", "[0, 100]", "[0, 1000]", 3, 0.1, 3, 1),
            new Kind("noise", "[0, 140]", "[0, 200]", 75, 0.5, 75, 1),
            new Kind("pipe-ch4", "[0, 100]", "[-1, 110]", 40, 0.1, 24, 1),
            new Kind("pipe-vacuum", "[0, 60]", "[-10, 110]", 30, 0.1, 30, 1),
            new Kind("pipe-flow", "[0, 100]", "[0, 200]", 20, 0.1, 20, 1));

    /** Mean readings between two excursions of a sensor that has some, and how many readings one lasts. */
    private static final int CALM = 1_100;

    private static final int EXCURSION = 30;

    /** The rock is heard every five minutes in each zone, not every five seconds. */
    private static final int ROUNDS_AN_EVENT = 60;

    private record Kind(
            String quantity, String range, String valid, double calm, double step, double beyond, int each) {}

    private final SplittableRandom random = new SplittableRandom(20261122);
    private final Plan plan;
    private final List<SensorId> ids;
    private final Kind[] kinds;
    private final double[] walk;
    private final int[] left;

    RulesMine() {
        plan = PlanReader.parse(yaml(), "benchmark");
        ids = List.copyOf(plan.sensors().keySet());
        kinds = ids.stream()
                .map(id -> KINDS.stream()
                        .filter(kind -> kind.quantity.equals(id.quantity().code()))
                        .findFirst()
                        .orElseThrow())
                .toArray(Kind[]::new);
        walk = IntStream.range(0, ids.size()).mapToDouble(i -> kinds[i].calm).toArray();
        left = new int[ids.size()];
    }

    Plan plan() {
        return plan;
    }

    List<SensorId> ids() {
        return ids;
    }

    private static String yaml() {
        StringBuilder text = new StringBuilder("""
                schema: 1
                sites:
                  - id: m
                    preset: kz-default
                    time-zone: Asia/Almaty
                    shifts: ["02:00", "08:00", "14:00", "20:00"]
                    zones:
                """);
        for (int z = 0; z < ZONES; z++) {
            boolean last = z % ZONES_A_SECTION == ZONES_A_SECTION - 1;
            text.append(String.format(
                    Locale.ROOT,
                    "      - {id: z-%d, location: %s, section: s-%d%s}%n",
                    z,
                    LOCATIONS.get(z % ZONES_A_SECTION),
                    z / ZONES_A_SECTION,
                    last ? "" : ", airflow-to: [z-" + (z + 1) + "]"));
        }
        devices(text.append("    devices:\n"));
        return text.toString();
    }

    private static void devices(StringBuilder text) {
        for (int z = 0; z < ZONES; z++) {
            for (Kind kind : KINDS) {
                for (int i = 0; i < kind.each; i++) {
                    text.append(String.format(
                            Locale.ROOT,
                            "      - {id: %s-%d-%d, zone: z-%d, sensors: [{quantity: %s, range: %s, valid: %s,"
                                    + " sample-period: %ds, role: alarming}]}%n",
                            kind.quantity,
                            z,
                            i,
                            z,
                            kind.quantity,
                            kind.range,
                            kind.valid,
                            kind.quantity.equals(EVENTS) ? 3600 : PERIOD_S));
                }
            }
        }
    }

    /**
     * Entries of the sensors' readings in the order of time, each sensor once in a period.
     *
     * @param first position of the first entry
     * @param from time of the first entry
     * @param rounds how often each sensor speaks
     * @param ofAnEntry readings in an entry
     */
    List<JournalEntry> entries(long first, Instant from, int rounds, int ofAnEntry) {
        int entries = ids.size() / ofAnEntry;
        List<JournalEntry> made = new ArrayList<>(rounds * entries);
        for (int round = 0; round < rounds; round++) {
            for (int part = 0; part < entries; part++) {
                Instant at =
                        from.plusSeconds((long) round * PERIOD_S).plusNanos(PERIOD_S * 1_000_000_000L * part / entries);
                made.add(new JournalEntry(first + made.size(), at, batch(at, part * ofAnEntry, ofAnEntry)));
            }
        }
        return made;
    }

    private ReadingBatch batch(Instant at, int from, int n) {
        int[] sensor = new int[n];
        long[] micros = new long[n];
        double[] value = new double[n];
        int[] quality = new int[n];
        int taken = 0;
        for (int s = 0; s < n; s++) {
            if (kinds[from + s].quantity.equals(EVENTS) && random.nextInt(ROUNDS_AN_EVENT) != 0) {
                continue;
            }
            int i = taken++;
            sensor[i] = s;
            micros[i] = ReadingBatch.micros(at) - random.nextInt(1_000_000);
            value[i] = next(from + s);
            int odd = random.nextInt(2_000);
            if (odd < 2) {
                quality[i] = Quality.of(Mark.LATE).bits();
                micros[i] -= 60_000_000;
            } else if (odd == 2) {
                quality[i] = Quality.of(Mark.FAULT).bits();
            }
        }
        return new ReadingBatch(
                ids.subList(from, from + n),
                Arrays.copyOf(sensor, taken),
                Arrays.copyOf(micros, taken),
                Arrays.copyOf(value, taken),
                Arrays.copyOf(quality, taken),
                List.of());
    }

    private double next(int sensor) {
        Kind kind = kinds[sensor];
        walk[sensor] += kind.step * (random.nextInt(3) - 1) - (walk[sensor] - kind.calm) * 0.02;
        if (left[sensor] == 0 && random.nextInt(CALM) == 0) {
            left[sensor] = 1 + random.nextInt(2 * EXCURSION);
        }
        if (left[sensor] > 0) {
            left[sensor]--;
            return walk[sensor] + kind.beyond - kind.calm;
        }
        return walk[sensor];
    }
}
