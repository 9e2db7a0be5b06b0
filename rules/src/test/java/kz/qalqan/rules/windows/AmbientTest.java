package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AmbientTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long START = 497_000L * HOUR;

    private final Ambient ambient = new Ambient(0.5);

    private void hours(int from, int to, double value) {
        for (int h = from; h < to; h++) {
            for (int minute = 0; minute < 60; minute += 10) {
                ambient.add(START + h * HOUR + minute * 60_000_000L, value);
            }
        }
    }

    @Test
    void itIsNotKnownBeforeADayOfDataLiesADayBack() {
        hours(0, 47, 3);
        assertThat(ambient.median()).isNaN();
        hours(47, 48, 3);
        assertThat(ambient.median()).as("the day of data is not yet a day old").isNaN();
        hours(48, 49, 3);
        assertThat(ambient.median()).isEqualTo(3);
    }

    @Test
    void aSlowHeatingDoesNotBecomeItsOwnBackgroundForADay() {
        hours(0, 100, 3);
        hours(100, 124, 40);
        assertThat(ambient.median()).isEqualTo(3);
    }

    @Test
    void theMedianForgetsAfterAWeekAndADay() {
        hours(0, 100, 10);
        hours(100, 100 + 24 + 168 + 1, 2);
        assertThat(ambient.median()).isEqualTo(2);
    }

    @Test
    void valuesBeyondTheBinsCountInTheLast() {
        hours(0, 60, 10_000);
        assertThat(ambient.median()).isEqualTo((Ambient.BINS - 1) * 0.5);
    }

    @Test
    void aSavedMemoryGoesOnAsItWas() throws IOException {
        hours(0, 80, 4);
        Ambient other = new Ambient(0.5);
        SpanTest.copy(ambient, other);
        hours(80, 81, 4);
        other.add(START + 80 * HOUR, 4);
        assertThat(other.median()).isEqualTo(ambient.median()).isEqualTo(4);
    }
}
