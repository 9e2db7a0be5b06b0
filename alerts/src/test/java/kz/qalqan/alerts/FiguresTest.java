package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.Test;

/** Figures of a shift, counted by hand. */
final class FiguresTest extends BookFixture {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(6));

    private void found(Found found, Finding.Change change, Duration after) {
        apply(found.finding(change, 1.2, START.plus(after)));
    }

    @Test
    void aQuietShiftHasFiguresOfNothing() {
        AlertKpi kpi = book.kpi(null, START, END);
        assertThat(kpi.alarms()).isZero();
        assertThat(kpi.load()).isEqualTo(new AlertKpi.Load(0, 0, 0));
        assertThat(kpi.answers()).isEqualTo(new AlertKpi.Answers(0, null, null, null, 0));
        assertThat(kpi.topTen()).isEmpty();
        assertThatThrownBy(() -> book.kpi(null, END, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean met(AlertKpi kpi, String figure) {
        return kpi.targets().stream()
                .filter(target -> target.figure().equals(figure))
                .findFirst()
                .orElseThrow()
                .met();
    }

    @Test
    void figuresStandBesideTheirTargets() {
        assertThat(book.kpi(null, START, END).targets()).allMatch(Target::met);
        for (int i = 0; i < 36; i++) {
            Found found = Found.of("ch4-limit", "GA-" + i).as(i < 29 ? Priority.LOW : Priority.HIGH);
            found(found, Finding.Change.RAISED, Duration.ofMinutes(10L * i));
        }
        AlertKpi good = book.kpi(null, START, END);
        assertThat(met(good, "per10MinMean")).as("one in ten minutes").isTrue();
        assertThat(met(good, "lowAndMediumShare")).as("29 of 36").isTrue();
        assertThat(met(good, "highShare")).as("7 of 36").isFalse();
        for (int i = 0; i < 2; i++) {
            found(Found.of("ch4-limit", "GB-" + i), Finding.Change.RAISED, Duration.ofMinutes(5));
        }
        AlertKpi much = book.kpi(null, START, END);
        assertThat(met(much, "per10MinMean")).as("38 in six hours").isFalse();
        assertThat(met(much, "overloaded")).isTrue();
        assertThat(met(much, "lowAndMediumShare")).as("29 of 38").isFalse();
    }

    @Test
    void aFloodCountsTheShareOfItsIntervals() {
        for (int i = 0; i < 11; i++) {
            found(Found.of("ch4-limit", "GA-" + i), Finding.Change.RAISED, Duration.ofSeconds(i));
        }
        found(Found.of("ch4-limit", "GB-1").as(Priority.CRITICAL), Finding.Change.RAISED, Duration.ofMinutes(15));
        found(Found.of("ch4-pre-alarm", "GB-1").suppressed(), Finding.Change.RAISED, Duration.ofMinutes(15));
        AlertKpi kpi = book.kpi(Found.SITE, START, END);
        assertThat(kpi.alarms()).isEqualTo(12);
        assertThat(kpi.load().per10MinMax()).isEqualTo(11);
        assertThat(kpi.load().floodShare()).isEqualTo(1 / 36.0);
        assertThat(kpi.load().per10MinMean()).isEqualTo(12 / 36.0);
        assertThat(kpi.priorities()).containsEntry(Priority.HIGH, 11L).containsEntry(Priority.CRITICAL, 1L);
        assertThat(kpi.answers().owed()).isEqualTo(12);
        assertThat(kpi.topTen()).hasSize(10).allSatisfy(share -> assertThat(share.alarms())
                .isEqualTo(1));
        assertThat(book.kpi("zhezkazgan-1", START, END).alarms()).isZero();
    }

    @Test
    void aKeyThatAsksThreeTimesInAMinuteChatters() {
        Found restless = Found.of("air-velocity-low");
        for (int i = 0; i < 3; i++) {
            found(restless, Finding.Change.RAISED, Duration.ofSeconds(20L * i));
            found(restless, Finding.Change.RETURNED, Duration.ofSeconds(20L * i + 5));
        }
        Found calm = Found.of("ch4-limit");
        for (int i = 0; i < 3; i++) {
            found(calm, Finding.Change.RAISED, Duration.ofSeconds(100 + 30L * i));
            found(calm, Finding.Change.RETURNED, Duration.ofSeconds(105 + 30L * i));
        }
        AlertKpi kpi = book.kpi(null, START, END);
        assertThat(kpi.chattering()).containsExactly(restless.key().toString());
        assertThat(kpi.topTen().get(0))
                .isEqualTo(new AlertKpi.Share(restless.key().toString(), 3, 0.5));
    }

    @Test
    void answersAreTimedFromTheLastTimeTheAlertAsked() {
        found(Found.of("ch4-limit"), Finding.Change.RAISED, Duration.ZERO);
        clock.forward(Duration.ofSeconds(10));
        book.acknowledge(only().id(), step(""));
        found(Found.of("ch4-limit").as(Priority.CRITICAL), Finding.Change.CHANGED, Duration.ofSeconds(60));
        clock.forward(Duration.ofSeconds(80));
        book.acknowledge(only().id(), step(""));
        AlertKpi.Answers answers = book.kpi(null, START, END).answers();
        assertThat(answers.count()).isEqualTo(2);
        assertThat(answers.median()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        assertThat(answers.longest()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(answers.owed()).isZero();
    }

    @Test
    void anAlertOpenForMoreThanADayStands() {
        found(Found.of("calibration-overdue"), Finding.Change.RAISED, Duration.ZERO);
        String id = only().id();
        assertThat(book.kpi(null, START, START.plus(Duration.ofHours(24))).standing())
                .isEmpty();
        assertThat(book.kpi(null, START, START.plus(Duration.ofHours(25))).standing())
                .containsExactly(id);
    }
}
