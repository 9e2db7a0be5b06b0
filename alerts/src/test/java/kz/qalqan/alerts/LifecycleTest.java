package kz.qalqan.alerts;

import static kz.qalqan.alerts.AlertState.ACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.LATCHED_ACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.LATCHED_UNACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.NORMAL;
import static kz.qalqan.alerts.AlertState.RETURNED_UNACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.SUPPRESSED;
import static kz.qalqan.alerts.AlertState.UNACKNOWLEDGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.Test;

/** From finding to closed alert, by ISA-18.2 (domain 6.2). */
final class LifecycleTest extends BookFixture {
    private final Found limit = Found.of("ch4-limit");

    @Test
    void aHeldAlertEndsWhenAnsweredAndGone() {
        apply(limit.raised(1.2));
        Alert alert = only();
        assertThat(alert.id()).isEqualTo("karaganda-1:ch4-limit:GA-07:ch4@1");
        assertThat(alert.state()).isEqualTo(UNACKNOWLEDGED);
        assertThat(book.acknowledge(alert.id(), step("seen")).state()).isEqualTo(ACKNOWLEDGED);
        apply(limit.returned(0.4));
        assertThat(state(alert.id())).isEqualTo(NORMAL);
        assertThat(book.alerts(AlertQuery.openOnes()).alerts()).isEmpty();
    }

    @Test
    void anUnansweredAlertThatReturnedStaysUntilAnswered() {
        apply(limit.raised(1.2));
        String id = only().id();
        apply(limit.returned(0.4));
        assertThat(state(id)).isEqualTo(RETURNED_UNACKNOWLEDGED);
        assertThat(book.acknowledge(id, step("")).state()).isEqualTo(NORMAL);
    }

    @Test
    void aReturnedUnansweredAlertRaisedAgainIsTheSameAlertAndAsksAgain() {
        apply(limit.raised(1.2));
        String id = only().id();
        apply(limit.returned(0.4));
        apply(limit.raised(1.6));
        assertThat(only().id()).isEqualTo(id);
        assertThat(only().state()).isEqualTo(UNACKNOWLEDGED);
        assertThat(only().life().activations()).isEqualTo(2);
        assertThat(only().extreme()).isEqualTo(1.6);
    }

    @Test
    void aClosedAlertRaisedAgainIsANewOne() {
        apply(limit.raised(1.2));
        String first = only().id();
        book.acknowledge(first, step(""));
        apply(limit.returned(0.4));
        apply(limit.raised(1.1));
        assertThat(only().id()).isNotEqualTo(first).endsWith("@3");
    }

    @Test
    void aLatchedAlertNeedsAnAnswerAfterItsReturnEvenIfItHadOne() {
        Found latched = Found.of("ch4-withdraw").as(Hold.LATCHED).as(Priority.CRITICAL);
        apply(latched.raised(2.1));
        String id = only().id();
        assertThat(book.acknowledge(id, step("")).state()).isEqualTo(ACKNOWLEDGED);
        apply(latched.returned(0.4));
        assertThat(state(id)).isEqualTo(LATCHED_UNACKNOWLEDGED);
        assertThat(book.acknowledge(id, step("")).state()).isEqualTo(NORMAL);
    }

    @Test
    void aLockedAlertWaitsForItsReleaseAnsweredOrNot() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED).as(Priority.CRITICAL);
        apply(cut.raised(1.62));
        String id = only().id();
        apply(cut.returned(0.4));
        assertThat(state(id)).isEqualTo(LATCHED_UNACKNOWLEDGED);
        book.acknowledge(id, step(""));
        assertThat(state(id)).isEqualTo(LATCHED_ACKNOWLEDGED);
        apply(cut.raised(1.7));
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
        apply(cut.returned(0.4));
        apply(cut.released());
        assertThat(state(id)).isEqualTo(RETURNED_UNACKNOWLEDGED);
        book.acknowledge(id, step(""));
        assertThat(state(id)).isEqualTo(NORMAL);
    }

    @Test
    void aReleasedAndAnsweredLockCloses() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.raised(1.62));
        String id = only().id();
        book.acknowledge(id, step(""));
        apply(cut.returned(0.4));
        assertThat(state(id)).isEqualTo(LATCHED_ACKNOWLEDGED);
        apply(cut.released());
        assertThat(state(id)).isEqualTo(NORMAL);
    }

    @Test
    void aReleaseThatComesBeforeItsReturnWasToldEndsTheConditionButNotTheDebt() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.raised(1.62));
        String id = only().id();
        apply(cut.released());
        assertThat(state(id)).isEqualTo(RETURNED_UNACKNOWLEDGED);
        apply(cut.raised(1.62));
        assertThat(only().id()).isEqualTo(id);
        book.acknowledge(id, step(""));
        apply(cut.released());
        assertThat(state(id)).isEqualTo(NORMAL);
    }

    @Test
    void aRiseOfPriorityAsksAgainAndAFallIsSilent() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.acknowledge(id, step(""));
        apply(limit.as(Priority.CRITICAL).changed(1.9));
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
        book.acknowledge(id, step(""));
        apply(limit.as(Priority.LOW).changed(1.0));
        assertThat(state(id)).isEqualTo(ACKNOWLEDGED);
        assertThat(only().priority()).isEqualTo(Priority.LOW);
    }

    @Test
    void aHoldNeverWeakensWhileTheAlertIsOpen() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.raised(1.62));
        apply(cut.as(Hold.HELD).changed(1.5));
        apply(cut.as(Hold.HELD).returned(0.4));
        assertThat(only().state()).isEqualTo(LATCHED_UNACKNOWLEDGED);
    }

    @Test
    void aSuppressedAlertIsListedAndClosesByItselfWhenItWasNeverShown() {
        apply(limit.suppressed().raised(2.2));
        String id = only().id();
        assertThat(only().state()).isEqualTo(SUPPRESSED);
        apply(limit.suppressed().returned(0.4));
        assertThat(state(id)).isEqualTo(NORMAL);
    }

    @Test
    void aSuppressedAlertStillTrueWhenTheGraverEndsAsks() {
        apply(limit.suppressed().raised(2.2));
        apply(limit.changed(1.2));
        assertThat(only().state()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void anAnswerOwedBeforeSuppressionIsOwedAfterIt() {
        apply(limit.raised(1.2));
        apply(limit.suppressed().changed(2.2));
        assertThat(only().state()).isEqualTo(SUPPRESSED);
        apply(limit.suppressed().returned(0.4));
        assertThat(only().state()).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void aLockThatWasOnlyEverSuppressedComesForthOnReturn() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.suppressed().raised(2.2));
        apply(cut.suppressed().returned(0.4));
        assertThat(only().state()).isEqualTo(LATCHED_UNACKNOWLEDGED);
    }

    @Test
    void aLockThatIsLetGoWhileAGraverStoodForItIsNotHiddenForEver() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.raised(1.62));
        apply(cut.returned(0.4));
        apply(cut.suppressed().changed(0.4));
        apply(cut.released());
        assertThat(only().state()).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void anAnsweredAlertThatIsStillTrueAsksAgainTheSoonerTheGraverItIs() {
        apply(limit.raised(1.2));
        apply(Found.of("ch4-cut").as(Priority.CRITICAL).raised(1.6));
        String high = limit.key() + "@1";
        String critical = "karaganda-1:ch4-cut:GA-07:ch4@2";
        book.acknowledge(high, step(""));
        book.acknowledge(critical, step(""));
        book.expire(clock.forward(Duration.ofMinutes(14)));
        assertThat(state(critical)).isEqualTo(ACKNOWLEDGED);
        book.expire(clock.forward(Duration.ofMinutes(1)));
        assertThat(state(critical)).isEqualTo(UNACKNOWLEDGED);
        assertThat(state(high)).isEqualTo(ACKNOWLEDGED);
        restart();
        book.expire(clock.forward(Duration.ofMinutes(45)));
        assertThat(state(high)).isEqualTo(UNACKNOWLEDGED);
        assertThat(book.history(high).get(2).change().kind()).isEqualTo(AlertChange.Kind.RE_ALARMED);
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void aLatchThatOnlyWaitsForItsReleaseDoesNotAskAgain() {
        Found cut = Found.of("ch4-cut").as(Hold.LOCKED);
        apply(cut.raised(1.62));
        apply(cut.returned(0.4));
        book.acknowledge(only().id(), step(""));
        book.expire(clock.forward(Duration.ofDays(2)));
        assertThat(only().state()).isEqualTo(LATCHED_ACKNOWLEDGED);
    }

    @Test
    void threeTurnsWithinAMinuteAreMarkedAndNothingIsHidden() {
        turn(limit, Finding.Change.RAISED, 0);
        turn(limit, Finding.Change.RETURNED, 30);
        assertThat(only().traits().chattering()).isFalse();
        turn(limit, Finding.Change.RAISED, 59);
        assertThat(only().traits().chattering()).isTrue();
        assertThat(only().state()).isEqualTo(UNACKNOWLEDGED);
        restart();
        turn(limit, Finding.Change.RETURNED, 600);
        assertThat(only().traits().chattering()).isTrue();
    }

    @Test
    void threeTurnsWithinMoreThanAMinuteAreNotMarked() {
        turn(limit, Finding.Change.RAISED, 0);
        turn(limit, Finding.Change.RETURNED, 30);
        turn(limit, Finding.Change.RAISED, 60);
        assertThat(only().traits().chattering()).isFalse();
    }

    private void turn(Found found, Finding.Change change, int second) {
        apply(found.finding(change, 1.2, Found.EPOCH.plusSeconds(second)));
    }

    @Test
    void aLateOccurrenceStandsBesideTheLiveAlertAndNeedsItsOwnAnswer() {
        apply(limit.raised(1.2));
        Alert live = only();
        apply(limit.late(1.5));
        Alert late = book.alerts(AlertQuery.openOnes()).alerts().get(0);
        assertThat(late.life().late()).isTrue();
        assertThat(late.state()).isEqualTo(RETURNED_UNACKNOWLEDGED);
        assertThat(late.life().raisedAt())
                .isEqualTo(late.life().returnedAt())
                .isEqualTo(late.life().measuredAt());
        assertThat(book.acknowledge(late.id(), step("")).state()).isEqualTo(NORMAL);
        assertThat(only()).isEqualTo(live);
    }

    @Test
    void aLateOccurrenceOfALockedRuleNeedsNoRelease() {
        apply(Found.of("ch4-cut").as(Hold.LOCKED).late(1.7));
        assertThat(book.acknowledge(only().id(), step("")).state()).isEqualTo(NORMAL);
    }

    @Test
    void severalOccurrencesInOneEntryHaveIdsOfTheirOwn() {
        apply(
                limit.late(1.1),
                limit.late(1.2),
                limit.suppressed().raised(1),
                limit.suppressed().returned(0),
                limit.raised(1));
        assertThat(book.alerts(new AlertQuery(false, null, null, null, null, null, null, 10))
                        .alerts())
                .extracting(Alert::id)
                .containsExactly(limit.key() + "@1.4", limit.key() + "@1.3", limit.key() + "@1.2", limit.key() + "@1");
    }

    @Test
    void stillTrueWithoutAnAlertRaisesOneAndAReturnOfNothingIsNothing() {
        apply(limit.returned(0.4));
        apply(limit.released());
        assertThat(book.events(0, 10).events()).isEmpty();
        apply(limit.changed(1.2));
        assertThat(only().state()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void theExtremeOfAFallingQuantityIsItsSmallest() {
        Found oxygen = Found.of("o2-low");
        apply(oxygen.raised(0.9));
        apply(oxygen.changed(0.7));
        apply(oxygen.changed(0.8));
        assertThat(only().extreme()).isEqualTo(0.7);
        assertThat(only().value().value()).isEqualTo(0.8);
    }
}
