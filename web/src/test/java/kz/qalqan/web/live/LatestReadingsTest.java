package kz.qalqan.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;

class LatestReadingsTest {
    private static final SensorId METHANE = SensorId.parse("karaganda-1/GA-07/ch4");

    private final LatestReadings latest = new LatestReadings();

    private void comes(String measured, String received, double value) {
        latest.seed(List.of(new Reading(
                METHANE,
                Instant.parse("2026-11-21T" + measured + "Z"),
                Instant.parse("2026-11-21T" + received + "Z"),
                value,
                Quality.GOOD)));
    }

    private double shown() {
        return latest.of(METHANE).orElseThrow().value();
    }

    @Test
    void aLateReadingNeverStandsForAFreshOne() {
        comes("08:00:10", "08:00:10", 1.0);
        comes("07:00:00", "08:00:11", 0.2);
        assertThat(shown()).isEqualTo(1.0);
    }

    @Test
    void aClockThatWasOnceAheadFreezesNothing() {
        comes("23:00:00", "08:00:00", 0.2);
        comes("08:00:05", "08:00:05", 1.3);
        assertThat(shown()).isEqualTo(1.3);
    }

    @Test
    void whatChangedIsToldOnce() {
        comes("08:00:10", "08:00:10", 1.0);
        comes("08:00:11", "08:00:11", 1.1);
        assertThat(latest.drain()).extracting(Reading::value).containsExactly(1.1);
        assertThat(latest.drain()).isEmpty();
        comes("07:00:00", "08:00:12", 0.2);
        assertThat(latest.drain()).isEmpty();
    }
}
