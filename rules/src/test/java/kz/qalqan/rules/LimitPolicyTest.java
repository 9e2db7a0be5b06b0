package kz.qalqan.rules;

import static kz.qalqan.rules.LimitPolicy.Kind.BEYOND_CEILING;
import static kz.qalqan.rules.LimitPolicy.Kind.LOOSENING;
import static kz.qalqan.rules.LimitPolicy.Kind.NO_CHANGE;
import static kz.qalqan.rules.LimitPolicy.Kind.TIGHTENING;
import static kz.qalqan.rules.LimitPolicy.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitPolicyTest {
    private static final String FACE = "ch4-limit:alarm:location:face";
    private static final String OXYGEN = "o2-low:alarm:site";

    private final EngineView view = view();
    private final LimitPolicy policy = new LimitPolicy();

    private static EngineView view() {
        Plan plan = PlanReader.parse(Plans.SMALL, "test.yml");
        try (RuleEngine engine = RuleEngine.start(RulesConfig.standard(), plan, "m", change -> plan)) {
            return engine.view();
        }
    }

    private LimitPolicy.Kind judge(
            String id,
            @Nullable Double value,
            @Nullable Double deadBand,
            @Nullable Integer onDelay,
            @Nullable Integer offDelay) {
        LimitChange change = new LimitChange(id, value, deadBand, onDelay, offDelay, "engineer", "why not", "P-1");
        return policy.judge(view.limit(id).orElse(null), change).kind();
    }

    @Test
    void aLowerMethaneLimitIsTighterAndAHigherOnePassesTheCeiling() {
        assertThat(judge(FACE, 0.8, null, null, null)).isEqualTo(TIGHTENING);
        assertThat(judge(FACE, 1.2, null, null, null)).isEqualTo(BEYOND_CEILING);
        assertThat(judge(FACE, 1.0, null, null, null)).isEqualTo(NO_CHANGE);
    }

    @Test
    void oxygenIsTightenedUpwards() {
        assertThat(judge(OXYGEN, 20.2, null, null, null)).isEqualTo(TIGHTENING);
        assertThat(judge(OXYGEN, 19.5, null, null, null)).isEqualTo(BEYOND_CEILING);
    }

    @Test
    void aWiderDeadBandALongerOffDelayAndAShorterOnDelayAreTighter() {
        assertThat(judge(FACE, null, 0.2, null, null)).isEqualTo(TIGHTENING);
        assertThat(judge(FACE, null, 0.05, null, null)).isEqualTo(LOOSENING);
        assertThat(judge(FACE, null, null, null, 120)).isEqualTo(TIGHTENING);
        assertThat(judge(FACE, null, null, null, 30)).isEqualTo(LOOSENING);
        assertThat(judge(FACE, null, null, 5, null)).isEqualTo(LOOSENING);
        String air = "air-velocity-low:alarm:location:section-return";
        assertThat(judge(air, null, null, 60, null)).isEqualTo(TIGHTENING);
    }

    @Test
    void oneLooserPartMakesTheWholeChangeLooser() {
        assertThat(judge(FACE, 0.8, null, null, 30)).isEqualTo(LOOSENING);
    }

    @Test
    void nonsenseAndUnknownLimitsAreRefused() {
        assertThat(judge("ch4-limit:alarm:location:moon", 0.8, null, null, null))
                .isEqualTo(UNKNOWN);
        assertThat(judge(FACE, Double.NaN, null, null, null)).isEqualTo(UNKNOWN);
        assertThat(judge(FACE, null, -0.1, null, null)).isEqualTo(UNKNOWN);
        assertThat(judge(FACE, null, null, null, 1_000_000)).isEqualTo(UNKNOWN);
        LimitChange silent = new LimitChange(FACE, 0.8, null, null, null, "engineer", "  ", "P-1");
        assertThat(policy.judge(view.limit(FACE).orElseThrow(), silent).kind()).isEqualTo(UNKNOWN);
    }

    @Test
    void theVerdictSaysWhatAndHowFar() {
        LimitChange change = new LimitChange(FACE, 1.2, null, null, null, "engineer", "production", "P-1");
        assertThat(policy.judge(view.limit(FACE).orElseThrow(), change).words())
                .isEqualTo("value 1.0 → 1.2 % passes the preset's ceiling of 1.0");
    }
}
