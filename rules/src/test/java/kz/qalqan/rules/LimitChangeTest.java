package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.PlanInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitChangeTest {
    private static final String FACE = "ch4-limit:alarm:location:face";
    private static final String RETURN_OF_SECTION = "ch4-limit:alarm:location:section-return";

    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    @Test
    void aTighterLimitTakesEffectAtItsPositionOnTheLastValue() {
        mine.reading("GA-1/ch4", 0.85).expectNothing();
        mine.change(FACE, 0.8)
                .expect("raised ch4-limit GA-1:ch4", "raised limit-changed _site", "returned limit-changed _site");
        Finding raised = mine.lastFindings().get(0);
        assertThat(raised.evidence().limitVersion()).isEqualTo(2);
        assertThat(raised.value().limit()).isEqualTo(0.8);
        assertThat(mine.engine().view().limit(FACE).orElseThrow().version().author())
                .isEqualTo("engineer");
        assertThat(mine.engine().view().history().get(FACE)).hasSize(2);
    }

    @Test
    void aLooserLimitInTheJournalIsRefusedAndRecorded() {
        mine.reading("GA-1/ch4", 1.0).forget();
        mine.change(FACE, 1.3).expect("raised limit-changed _site", "returned limit-changed _site");
        assertThat(mine.lastFindings().get(0).subject().text().en()).contains("refused");
        assertThat(mine.lastFindings().get(0).evidence().facts().get("verdict")).contains("ceiling");
        assertThat(mine.engine().view().limit(FACE).orElseThrow().value()).isEqualTo(1.0);
    }

    @Test
    void whatTheChangeDoesNotConcernKeepsItsState() {
        mine.reading("GA-1/ch4", 1.0).reading("GA-2/ch4", 1.0).forget();
        mine.keeps("GA-2/ch4", 0.5, Duration.ofSeconds(25));
        mine.change(FACE, 0.9).forget();
        mine.keeps("GA-2/ch4", 0.5, Duration.ofSeconds(35)).expectOf("ch4-limit", "changed ch4-limit GA-1:ch4 stale");
        mine.reading("GA-2/ch4", 0.5).expectOf("ch4-limit", "returned ch4-limit GA-2:ch4");
    }

    @Test
    void anOpenFindingShowsTheNewLimit() {
        mine.reading("GA-1/ch4", 1.0).forget();
        mine.change(FACE, 0.9).expectOf("ch4-limit", "changed ch4-limit GA-1:ch4");
    }

    @Test
    void aLongerOffDelayHoldsWhatIsEndingAlready() {
        mine.reading("GA-2/ch4", 1.0);
        mine.keeps("GA-2/ch4", 0.5, Duration.ofSeconds(50)).forget();
        mine.apply(new LimitChange(RETURN_OF_SECTION, null, null, null, 120, "engineer", "chatter", "P-2"));
        mine.forget();
        mine.keeps("GA-2/ch4", 0.5, Duration.ofSeconds(70)).expectOf("ch4-limit");
        mine.reading("GA-2/ch4", 0.5).expectOf("ch4-limit", "returned ch4-limit GA-2:ch4");
    }

    @Test
    void aShorterOnDelayThatIsOverAlreadyRaisesAtOnce() {
        mine.keeps("AV-1/air-velocity", 0.2, Duration.ofSeconds(70)).expectNothing();
        mine.apply(new LimitChange(
                        "air-velocity-low:alarm:location:section-return", null, null, 60, null, "engineer", "r", "P-3"))
                .expectOf("air-velocity-low", "raised air-velocity-low AV-1:air-velocity");
    }

    @Test
    void theChartOfASensorShowsItsLimitsAndNoAuxiliaryOnes() {
        List<String> ids = mine.engine().view().limitsFor(mine.id("GA-1/ch4")).stream()
                .map(Limit::id)
                .toList();
        assertThat(ids)
                .containsExactly(
                        "ch4-pre-alarm:alarm:location:face",
                        "ch4-limit:alarm:location:face",
                        "ch4-cut:alarm:location:face",
                        "ch4-withdraw:alarm:location:face",
                        "ch4-over-range:alarm:location:face");
    }

    @Test
    void thePlanMayTightenAndNotPassTheCeiling() {
        String tight =
                "      - {rule: ch4-limit, level: alarm, scope: \"zone:face-1\", value: 0.7, reason: \"gassy\"}\n";
        try (Timeline one = Timeline.of(Plans.oneSensor(tight))) {
            one.reading("GA-1/ch4", 0.7).expectOf("ch4-limit", "raised ch4-limit GA-1:ch4");
            assertThat(one.engine().view().limit("ch4-limit:alarm:zone:face-1"))
                    .hasValueSatisfying(limit -> assertThat(limit.version().reason())
                            .as("why the site wants it so reaches who looks at the limit")
                            .isEqualTo("gassy"));
        }
        assertThatThrownBy(() -> Timeline.of(Plans.oneSensor(tight.replace("0.7", "1.3"))))
                .hasMessageContaining("ch4-limit:alarm:zone:face-1")
                .hasMessageContaining("ceiling");
        assertThatThrownBy(() -> Timeline.of(Plans.oneSensor(tight.replace("ch4-limit", "ch4-nothing"))))
                .hasMessageContaining("ch4-nothing");
    }

    @Test
    void anotherPlanKeepsTheStateAndTheChangesOfLimits() {
        mine.reading("GA-1/ch4", 1.0).forget();
        mine.change(FACE, 0.8).forget();
        String text = Plans.SMALL
                .replace("{id: wells, location: wells", "{id: wells-2, location: wells")
                .replace("zone: wells", "zone: wells-2");
        mine.apply(new PlanInForce("another", text)).expectNothing();
        assertThat(mine.engine().view().limit(FACE).orElseThrow().value()).isEqualTo(0.8);
        mine.keeps("GA-1/ch4", 0.5, Duration.ofMinutes(1)).expectNothing();
        mine.reading("GA-1/ch4", 0.5).expect("returned ch4-limit GA-1:ch4", "returned ch4-pre-alarm GA-1:ch4");
    }
}
