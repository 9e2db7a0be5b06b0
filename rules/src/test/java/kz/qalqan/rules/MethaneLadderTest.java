package kz.qalqan.rules;

import static kz.qalqan.telemetry.Declaration.Type.RESTORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MethaneLadderTest {
    private final Timeline mine = Timeline.ofCoalMine();

    @AfterEach
    void close() {
        mine.close();
    }

    @Test
    void oneReadingRaisesEveryStepItReachesAndTheGraverSpeaksForTheLower() {
        mine.reading("GA-07/ch4", 1.62)
                .expect(
                        "raised ch4-cut GA-07:ch4",
                        "raised ch4-limit GA-07:ch4 by ch4-cut",
                        "raised ch4-pre-alarm GA-07:ch4 by ch4-cut");
    }

    @Test
    void afterSixtyFiveSecondsBelowTheLimitIsBackAndTheCutStaysLockedUntilRestore() {
        mine.reading("GA-07/ch4", 1.62).forget();
        mine.after(Duration.ofSeconds(1))
                .keeps("GA-07/ch4", 0.4, Duration.ofSeconds(65))
                .expect(
                        "returned ch4-cut GA-07:ch4",
                        "changed ch4-limit GA-07:ch4",
                        "changed ch4-pre-alarm GA-07:ch4 by ch4-limit",
                        "returned ch4-limit GA-07:ch4",
                        "returned ch4-pre-alarm GA-07:ch4");
        mine.declareZone(RESTORE, "face-3").expect("released ch4-cut GA-07:ch4");
        mine.declareZone(RESTORE, "face-3").expectNothing();
    }

    @Test
    void everyFindingSaysWhyAndHowGrave() {
        mine.reading("GA-07/ch4", 1.62);
        Finding cut = mine.lastFindings().get(0);
        assertThat(cut.key()).hasToString("karaganda-1:ch4-cut:GA-07:ch4");
        assertThat(cut.subject().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(cut.subject().hold()).isEqualTo(Hold.LOCKED);
        assertThat(cut.subject().zone()).isEqualTo("face-3");
        assertThat(cut.value()).isEqualTo(new Finding.Measured(1.62, 1.5, "%"));
        assertThat(cut.evidence().rule()).isEqualTo("Methane is at the level where power is cut");
        assertThat(cut.evidence().limitId()).isEqualTo("ch4-cut:alarm:location:face");
        assertThat(cut.evidence().limitVersion()).isEqualTo(1);
        assertThat(cut.evidence().source()).isEqualTo("S37");
        assertThat(cut.evidence().readings()).hasSize(1);
    }
}
