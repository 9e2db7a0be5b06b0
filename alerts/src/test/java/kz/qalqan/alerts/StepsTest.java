package kz.qalqan.alerts;

import static kz.qalqan.alerts.AlertState.ACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.NORMAL;
import static kz.qalqan.alerts.AlertState.OUT_OF_SERVICE;
import static kz.qalqan.alerts.AlertState.RETURNED_UNACKNOWLEDGED;
import static kz.qalqan.alerts.AlertState.SHELVED;
import static kz.qalqan.alerts.AlertState.UNACKNOWLEDGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people may do with an alert, and what they may not. */
final class StepsTest extends BookFixture {
    private final Found limit = Found.of("ch4-limit");

    @Test
    void aStepSaysWhoWhenAndFromWhere() {
        apply(limit.raised(1.2));
        clock.forward(Duration.ofSeconds(7));
        Alert alert = book.acknowledge(only().id(), new Step("aigul", "10.0.0.7", "called the shift", null));
        assertThat(alert.life().acknowledged())
                .isEqualTo(new Answer("aigul", "10.0.0.7", Found.EPOCH.plusSeconds(7), "called the shift"));
    }

    @Test
    void aSecondAnswerChangesNothingAndLeavesTheFirst() {
        apply(limit.raised(1.2));
        Alert first = book.acknowledge(only().id(), step("first"));
        Alert second = book.acknowledge(first.id(), new Step("dauren", "10.0.0.8", "second", "k2"));
        assertThat(second).isEqualTo(first);
        assertThat(book.history(first.id())).hasSize(2);
    }

    @Test
    void anAnswerSentTwiceAfterTheAlertAskedAgainIsNotAnAnswerToTheNewAlarm() {
        apply(limit.raised(1.2));
        Step sent = step("sent");
        book.acknowledge(only().id(), sent);
        apply(limit.as(Priority.CRITICAL).changed(1.9));
        assertThat(book.acknowledge(only().id(), sent).state()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void aKeyUsedForAnotherStepIsRefusedAndNotSwallowed() {
        apply(limit.raised(1.2));
        Step step = step("text");
        book.acknowledge(only().id(), step);
        assertThatThrownBy(() -> book.comment(only().id(), step))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("idempotency key");
    }

    @Test
    void commentsAreKeptInOrderEvenOfAClosedAlert() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.acknowledge(id, step(""));
        apply(limit.returned(0.3));
        book.comment(id, step("sensor checked"));
        book.comment(id, step("жел ағыны тексерілді"));
        assertThat(state(id)).isEqualTo(NORMAL);
        assertThat(book.history(id).stream()
                        .map(event -> event.change().step())
                        .filter(step -> step != null)
                        .map(Step::note))
                .containsExactly("", "sensor checked", "жел ағыны тексерілді");
    }

    @Test
    void aShelfEndsByTheClockUnansweredAndByAPersonAnswered() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.acknowledge(id, step(""));
        assertThat(book.shelve(id, step("works"), Duration.ofMinutes(30)).state())
                .isEqualTo(SHELVED);
        book.expire(clock.forward(Duration.ofMinutes(29)));
        assertThat(state(id)).isEqualTo(SHELVED);
        book.expire(clock.forward(Duration.ofMinutes(1)));
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
        book.shelve(id, step("works"), Duration.ofMinutes(30));
        assertThat(book.unshelve(id, step("")).state()).isEqualTo(ACKNOWLEDGED);
        book.expire(clock.forward(Duration.ofMinutes(59)));
        assertThat(state(id)).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void aShelvedAlertThatReturnsStaysListedUntilItsShelfEnds() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.shelve(id, step("works"), Duration.ofMinutes(5));
        apply(limit.returned(0.4));
        assertThat(only().state()).isEqualTo(SHELVED);
        book.expire(clock.forward(Duration.ofMinutes(5)));
        assertThat(only().state()).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void aRiseOfPriorityTakesTheAlertOffTheShelf() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.shelve(id, step("works"), Duration.ofHours(8));
        apply(limit.as(Priority.CRITICAL).changed(2.0));
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outburst-signature", "main-fan-stopped", "local-fan-stopped", "airflow-reversed"})
    void whatMayNeverBePutAsideIsRefusedHoweverGraveItIs(String rule) {
        apply(Found.of(rule).as(Priority.LOW).raised(1));
        assertThatThrownBy(() -> book.shelve(only().id(), step("quiet"), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStep.class);
        assertThat(only().state()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void aCriticalAlertIsNeverPutAside() {
        apply(limit.as(Priority.CRITICAL).raised(1.2));
        assertThatThrownBy(() -> book.shelve(only().id(), step("quiet"), Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(IllegalStep.class, refused -> assertThat(refused.state())
                        .isEqualTo(UNACKNOWLEDGED));
        assertThatThrownBy(() -> book.outOfService(only().id(), step("quiet"), Terms.NONE))
                .isInstanceOf(IllegalStep.class);
    }

    @Test
    void outOfServiceIsForExposureOnlyAndAsksAgainAfterwards() {
        apply(limit.raised(1.2));
        assertThatThrownBy(() -> book.outOfService(only().id(), step("repair"), Terms.NONE))
                .isInstanceOf(IllegalStep.class);
        apply(Found.noise().raised(88));
        String id = book.alerts(AlertQuery.openOnes()).alerts().get(0).id();
        assertThat(book.outOfService(id, step("repair"), Terms.NONE).state()).isEqualTo(OUT_OF_SERVICE);
        assertThat(book.inService(id, step("")).state()).isEqualTo(UNACKNOWLEDGED);
    }

    private Step by(String account) {
        return new Step(account, "10.0.0.7", "head is wet", UUID.randomUUID().toString());
    }

    private Terms terms(String second, Duration time) {
        return new Terms(true, clock.instant().plus(time), second, "every 20 min, by the foreman");
    }

    @Test
    void aSafetySensorGoesOutOfServiceByAnEngineerAndASecondPersonAndForATime() {
        apply(limit.raised(1.2));
        String id = only().id();
        Step asks = by("engineer");
        Alert asked = book.outOfService(id, asks, terms("aigul", Duration.ofHours(2)));
        assertThat(asked.state()).as("until it is confirmed all is as it was").isEqualTo(UNACKNOWLEDGED);
        assertThat(book.outOfService(id, asks, terms("aigul", Duration.ofHours(2))))
                .isEqualTo(asked);
        assertThatThrownBy(() -> book.outOfService(id, by("somebody"), Terms.NONE))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("'aigul'");
        restart();
        Alert out = book.outOfService(id, by("aigul"), Terms.NONE);
        assertThat(out.state()).isEqualTo(OUT_OF_SERVICE);
        Withdrawal withdrawal = Objects.requireNonNull(out.traits().withdrawal());
        assertThat(withdrawal.asked().by()).isEqualTo("engineer");
        assertThat(Objects.requireNonNull(withdrawal.confirmed()).by()).isEqualTo("aigul");
        assertThat(withdrawal.portable()).contains("foreman");
        book.expire(clock.forward(Duration.ofMinutes(119)));
        assertThat(state(id)).isEqualTo(OUT_OF_SERVICE);
        book.expire(clock.forward(Duration.ofMinutes(1)));
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
        assertThat(only().traits().withdrawal()).isNull();
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void aRequestThatNobodyConfirmsInTimeIsWorthNothing() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.outOfService(id, by("engineer"), terms("aigul", Duration.ofHours(2)));
        clock.forward(Duration.ofMinutes(15));
        assertThatThrownBy(() -> book.outOfService(id, by("aigul"), Terms.NONE)).isInstanceOf(IllegalStep.class);
        assertThat(state(id)).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void termsThatAreNotEnoughAreRefused() {
        apply(limit.raised(1.2));
        String id = only().id();
        Instant until = clock.instant().plus(Duration.ofHours(1));
        for (Terms poor : List.of(
                new Terms(false, until, "aigul", "x"),
                new Terms(true, null, "aigul", "x"),
                new Terms(true, until, "", "x"),
                new Terms(true, until, "aigul", " "),
                new Terms(true, until, "engineer", "x"))) {
            assertThatThrownBy(() -> book.outOfService(id, by("engineer"), poor))
                    .isInstanceOf(IllegalStep.class);
        }
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofHours(8).plusSeconds(1))) {
            assertThatThrownBy(() -> book.outOfService(id, by("engineer"), terms("aigul", wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT8H");
        }
        assertThat(book.events(0, 10).events()).hasSize(1);
    }

    @Test
    void aRiseOfPriorityEndsWhatWasOutOfServiceAndWhatWasAskedFor() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.outOfService(id, by("engineer"), terms("aigul", Duration.ofHours(2)));
        apply(limit.as(Priority.CRITICAL).changed(2.0));
        assertThat(only().traits().withdrawal()).isNull();
        assertThatThrownBy(() -> book.outOfService(id, by("aigul"), Terms.NONE))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("never put aside");
    }

    @Test
    void aStepWithoutItsReasonOrTimeIsRefused() {
        apply(limit.raised(1.2));
        String id = only().id();
        assertThatThrownBy(() -> book.shelve(id, step(" "), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.shelve(id, step("x"), Duration.ofHours(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT8H");
        assertThatThrownBy(() -> book.comment(id, step(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Step("a", "b", "\ud800", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.unshelve(id, step("")))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("unacknowledged");
        assertThatThrownBy(() -> book.acknowledge("nothing@1", step(""))).isInstanceOf(UnknownAlert.class);
    }

    @Test
    void aSuppressedAlertAsksForNoAnswer() {
        apply(limit.suppressed().raised(1.2));
        assertThatThrownBy(() -> book.acknowledge(only().id(), step("")))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("suppressed");
    }

    @Test
    void manyAreAnsweredAtOnceOrNoneOfThem() {
        apply(limit.raised(1.2), Found.of("ch4-limit", "GA-08").raised(1.3));
        apply(Found.of("ch4-cut", "GA-09").as(Priority.CRITICAL).raised(1.6));
        List<String> all = book.alerts(AlertQuery.openOnes()).alerts().stream()
                .map(Alert::id)
                .toList();
        assertThatThrownBy(() -> book.acknowledgeAll(all, step("all")))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("one by one");
        assertThat(book.events(0, 100).events()).hasSize(3);
        Step bulk = step("both");
        assertThat(book.acknowledgeAll(all.subList(1, 3), bulk))
                .extracting(Alert::state)
                .containsExactly(ACKNOWLEDGED, ACKNOWLEDGED);
        assertThat(book.acknowledgeAll(all.subList(1, 3), bulk)).hasSize(2);
        assertThat(book.events(0, 100).events()).hasSize(5);
    }
}
