package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final long MINUTE = 60_000_000L;
    private static final long START = 497_000L * 60 * MINUTE;

    private final Events events = new Events();

    /** So many events in each of these hours. */
    private void hours(int from, int to, int each) {
        for (int h = from; h < to; h++) {
            for (int i = 0; i < each; i++) {
                events.add(START + (h * 60L + i * 60L / each) * MINUTE, 1000);
            }
        }
    }

    @Test
    void thereIsNoBackgroundBeforeADay() {
        hours(0, 24, 2);
        assertThat(events.standingOut(3)).isNaN();
    }

    @Test
    void anHourStandsOutAboveThreeDeviations() {
        hours(0, 30, 2);
        hours(30, 60, 4);
        events.pass(START + 60 * 60 * MINUTE);
        assertThat(events.standingOut(3))
                .as("mean 3, deviation 1: six is not more than six")
                .isZero();
        hours(60, 61, 7);
        events.pass(START + (60 * 60 + 59) * MINUTE);
        assertThat(events.standingOut(3)).isEqualTo(7);
    }

    @Test
    void theLastHourEmptiesByTimeAlone() {
        hours(0, 30, 1);
        events.add(START + 30 * 60 * MINUTE, 1);
        events.pass(START + (30 * 60 + 59) * MINUTE);
        assertThat(events.count()).isEqualTo(1);
        events.pass(START + (31 * 60) * MINUTE);
        assertThat(events.count()).isZero();
    }

    @Test
    void aSavedCountGoesOnAsItWas() throws IOException {
        hours(0, 40, 3);
        Events other = new Events();
        SpanTest.copy(events, other);
        other.add(START + 40 * 60 * MINUTE, 1);
        events.add(START + 40 * 60 * MINUTE, 1);
        assertThat(other.count()).isEqualTo(events.count());
        assertThat(other.standingOut(3)).isEqualTo(events.standingOut(3));
    }
}
