package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {
    @Test
    void aMethaneAlertReachesThePageAndTheList(@TempDir Path dir) {
        try (TestMine mine = new TestMine(dir)) {
            Http viewer = mine.as("viewer");
            try (LiveEvents live = viewer.live("/api/v1/live")) {
                assertThat(live.next("snapshot").data().getJsonArray("alerts")).isEmpty();
                mine.pass(Duration.ofSeconds(2));
                mine.reading(TestMine.METHANE, 1.4);
                LiveEvents.Event event = live.next("alert");
                assertThat(event.data().getJsonObject("alert").getString("sensor"))
                        .isEqualTo(TestMine.METHANE);
                assertThat(live.next("beat").data().getLong("position")).isEqualTo(1);
            }
        }
    }
}
