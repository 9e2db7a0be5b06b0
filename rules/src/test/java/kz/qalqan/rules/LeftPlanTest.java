package kz.qalqan.rules;

import kz.qalqan.telemetry.PlanInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sensor that another plan does not have any more leaves no finding open for ever. */
class LeftPlanTest {
    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    private static PlanInForce without(String device) {
        String text = Plans.SMALL.replace("{id: " + device + ",", "{id: GX-1,");
        return new PlanInForce("another", text);
    }

    @Test
    void whatHeldOfItReturns() {
        mine.reading("GA-2/ch4", 1.1).expectOf("ch4-limit", "raised ch4-limit GA-2:ch4");
        mine.apply(without("GA-2")).expectOf("ch4-limit", "returned ch4-limit GA-2:ch4");
    }

    @Test
    void aLockOfItIsLetGoSinceNobodyCouldEverReleaseIt() {
        mine.reading("GA-1/ch4", 2.2).forget();
        mine.apply(without("GA-1")).expectOf("ch4-cut", "returned ch4-cut GA-1:ch4", "released ch4-cut GA-1:ch4");
    }
}
