package kz.qalqan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class YieldingTest {
    private final HandClock clock = new HandClock(InstantSource.fixed(Instant.parse("2026-11-21T04:00:00Z")));
    private final Yielding yielding = new Yielding(clock);

    @Test
    void deviceIsLeftAloneForFiveMinutesAfterTheLastForeignMessage() {
        yielding.heard("GA-07");
        clock.forward(Duration.ofMinutes(4));
        yielding.heard("GA-07");
        clock.forward(Duration.ofMinutes(5).minusMillis(1));
        assertThat(yielding.yields("GA-07")).isTrue();
        assertThat(yielding.now()).containsOnlyKeys("GA-07");

        clock.forward(Duration.ofMillis(1));
        assertThat(yielding.yields("GA-07")).isFalse();
        assertThat(yielding.now()).isEmpty();
    }

    @Test
    void otherDevicesSpeakOn() {
        yielding.heard("GA-07");

        assertThat(yielding.yields("GA-08")).isFalse();
    }
}
