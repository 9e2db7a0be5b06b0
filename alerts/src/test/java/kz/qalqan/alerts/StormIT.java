package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.telemetry.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a storm takes to be on disk. Prints what it measured; the bounds allow for a busy machine. */
final class StormIT {
    private static final int ALERTS = 1_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The thread's own time of what was measured last: this does not depend on who else uses the machine. */
    private long cpuMicros;

    private final InstantSource wall = InstantSource.system();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Test
    void aThousandFindingsAtOnceAreOnDiskWithinASecond() {
        try (Database database = Database.open(DatabaseConfig.embedded(), dir)) {
            AlertBook book = AlertBook.open(database, InstantSource.fixed(Found.EPOCH));
            List<Long> storms = new ArrayList<>();
            List<Long> stormsCpu = new ArrayList<>();
            for (int storm = 0; storm < 5; storm++) {
                List<Finding> findings = new ArrayList<>();
                for (int i = 0; i < ALERTS; i++) {
                    findings.add(Found.of("rule-" + storm, "GA-" + i).raised(1.2));
                }
                long position = storm + 1L;
                storms.add(micros(() -> book.apply(Found.SITE, position, findings)));
                stormsCpu.add(cpuMicros / 1_000);
            }
            long[] single = new long[ALERTS];
            for (int i = 0; i < ALERTS; i++) {
                long position = 100L + i;
                Finding finding = Found.of("single", "GA-" + i).raised(1.2);
                single[i] = micros(() -> book.apply(Found.SITE, position, List.of(finding)));
            }
            long verifying = micros(() -> assertThat(book.verify().fault()).isNull());
            Arrays.sort(single);
            System.out.printf(
                    "storms of %d: %s ms (own cpu %s ms); single: p50 %.2f ms, p99 %.2f ms, max %.2f ms;"
                            + " verify of %d: %d ms (own cpu %d ms)%n",
                    ALERTS,
                    storms.stream().map(us -> us / 1_000).toList(),
                    stormsCpu,
                    single[ALERTS / 2] / 1e3,
                    single[ALERTS * 99 / 100] / 1e3,
                    single[ALERTS - 1] / 1e3,
                    6 * ALERTS,
                    verifying / 1_000,
                    cpuMicros / 1_000);
            assertThat(stormsCpu.get(4)).isLessThan(500);
        }
    }

    private long micros(Runnable work) {
        var start = wall.instant();
        long cpu = THREADS.getCurrentThreadCpuTime();
        work.run();
        cpuMicros = (THREADS.getCurrentThreadCpuTime() - cpu) / 1_000;
        return Duration.between(start, wall.instant()).toNanos() / 1_000;
    }
}
