package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong(42);
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        wall.updateAndGet(now -> now.plus(time));
    }

    @Test
    void timePassesAsTheMonotonicClockDoes() {
        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
        assertThat(clock.follow()).isEmpty();
    }

    @Test
    void aStepOfTheWallClockIsReportedOnceAndNeverJumpedAfter() {
        wall.updateAndGet(now -> now.minusSeconds(60));
        assertThat(clock.follow()).contains(Duration.ofMinutes(-1));
        Instant before = clock.instant();
        for (int second = 0; second < 30; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(clock.instant()).isAfter(before);
            before = clock.instant();
            assertThat(clock.follow()).isEmpty();
        }
        assertThat(Duration.between(wall.get(), clock.instant()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(58));
    }

    @Test
    void aSmallDriftIsMadeUpSlowly() {
        for (int second = 0; second < 600; second++) {
            nanos.addAndGet(Duration.ofMillis(1001).toNanos());
            wall.updateAndGet(now -> now.plusSeconds(1));
            assertThat(clock.follow()).isEmpty();
        }
        assertThat(Duration.between(wall.get(), clock.instant()).abs()).isLessThan(Duration.ofMillis(50));
    }
}
