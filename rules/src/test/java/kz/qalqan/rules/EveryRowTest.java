package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quality.Mark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of every preset that judges a value as it is, at its boundaries: {@code ≥} against {@code >}, exactly at
 * the delay, a safe value and a restart in the middle of it, the dead band, a late reading, limits changed meanwhile.
 */
class EveryRowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String SENSOR = "XX-1/";

    /** A row of a preset at one place. */
    record Case(String preset, Preset.Row row, LocationType location) {
        String quantity() {
            return row.quantity().code();
        }

        double limit() {
            return row.numbers().value();
        }

        /** The nearest value to the limit on its safe side; the limit itself where only beyond it is dangerous. */
        double safe() {
            return row.bound() == Bound.MAX ? limit() - step() : limit();
        }

        /** The nearest value that is dangerous. */
        double dangerous() {
            return row.bound() == Bound.MAX ? limit() : limit() - step();
        }

        double off() {
            Double end = row.numbers().end();
            double inside = row.bound().inside(limit(), row.numbers().deadBand());
            return end == null ? inside : row.bound().strictest(end, inside);
        }

        /** A thousandth of the limit: finer than any sensor. */
        double step() {
            return Math.max(Math.abs(limit()) / 1_000, 1e-6);
        }

        /** The nearest value at which it does not end yet, and the nearest at which it does. */
        double notOff() {
            return row.bound() == Bound.MAX ? off() : off() - step();
        }

        double gone() {
            return row.bound() == Bound.MAX ? off() - step() : off();
        }

        Timeline timeline() {
            return Timeline.of(PLAN.formatted(preset, location.word(), quantity()));
        }

        @Override
        public String toString() {
            return preset + " " + row.rule() + ":" + row.level() + " at " + location.word();
        }
    }

    private static final String PLAN = """
            schema: 1
            sites:
              - id: m
                label: {en: M, ru: М, kk: М}
                preset: %s
                time-zone: Asia/Almaty
                shifts: ["02:00", "08:00", "14:00", "20:00"]
                zones:
                  - {id: place, location: %s, label: {en: P, ru: P, kk: P}}
                devices:
                  - {id: XX-1, zone: place, sensors: [{quantity: %s, range: [-1000000, 1000000000],
                      valid: [-1000000, 1000000000], sample-period: 5s, role: alarming}]}
            """;

    static List<Case> rows() {
        List<Case> cases = new ArrayList<>();
        Set<Preset.Row> seen = new HashSet<>(); // a row that a preset inherits is judged once
        for (String preset : Preset.SHIPPED) {
            for (Preset.Row row : Preset.named(preset).rows()) {
                if (row.of().kind() == Measure.Kind.VALUE
                        && !row.auxiliary()
                        && !row.momentary()
                        && seen.add(row)
                        && Double.isFinite(row.numbers().value())) { // a place's own number comes from the plan
                    cases.add(new Case(preset, row, place(row)));
                }
            }
        }
        return cases;
    }

    private static LocationType place(Preset.Row row) {
        return row.locations().isEmpty()
                ? LocationType.FACE
                : row.locations().iterator().next();
    }

    static Stream<Case> delayed() {
        return rows().stream().filter(each -> !each.row().numbers().onDelay().isZero());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesItsLimitAndNotBefore(Case each) {
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.safe(), each.row().numbers().onDelay().plusSeconds(2));
            assertThat(holds(mine, each)).as("at %s", each.safe()).isFalse();
            keep(mine, each, each.dangerous(), each.row().numbers().onDelay().plus(SECOND));
            assertThat(holds(mine, each)).as("at %s", each.dangerous()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("delayed")
    void holdsExactlyAtItsDelay(Case each) {
        Duration delay = each.row().numbers().onDelay();
        try (Timeline mine = each.timeline()) {
            mine.reading(SENSOR + each.quantity(), each.safe());
            keep(mine, each, each.dangerous(), delay.minus(SECOND));
            assertThat(holds(mine, each)).as("a second before").isFalse();
            keep(mine, each, each.dangerous(), SECOND);
            assertThat(holds(mine, each)).as("at " + delay).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("delayed")
    void restartInTheMiddleOfTheDelayChangesNothing(Case each) {
        Duration delay = each.row().numbers().onDelay();
        try (Timeline mine = each.timeline()) {
            mine.reading(SENSOR + each.quantity(), each.safe());
            keep(mine, each, each.dangerous(), delay.dividedBy(2));
            mine.restarts();
            keep(mine, each, each.dangerous(), delay.minus(delay.dividedBy(2)).minus(SECOND));
            assertThat(holds(mine, each)).as("a second before").isFalse();
            keep(mine, each, each.dangerous(), SECOND);
            assertThat(holds(mine, each)).as("at " + delay).isTrue();
        }
    }

    /** Silence is known after 30 s; until then the last value stands, so that a shorter delay may well run out. */
    static Stream<Case> longerThanSilence() {
        return delayed().filter(each -> each.row().numbers().onDelay().compareTo(Duration.ofSeconds(60)) >= 0);
    }

    @ParameterizedTest
    @MethodSource("longerThanSilence")
    void timeWithoutDataCountsToNoDelay(Case each) {
        Duration half = each.row().numbers().onDelay().dividedBy(2);
        try (Timeline mine = each.timeline()) {
            mine.reading(SENSOR + each.quantity(), each.safe());
            keep(mine, each, each.dangerous(), half);
            mine.after(each.row().numbers().onDelay().plusSeconds(60));
            assertThat(holds(mine, each)).as("in the gap").isFalse();
            keep(mine, each, each.dangerous(), half.minus(SECOND));
            assertThat(holds(mine, each)).as("after the gap").isFalse();
            keep(mine, each, each.dangerous(), half.plus(half));
            assertThat(holds(mine, each)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("delayed")
    void safeValueInTheMiddleOfTheDelayBeginsItAnew(Case each) {
        Duration delay = each.row().numbers().onDelay();
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.dangerous(), delay.minus(SECOND));
            mine.reading(SENSOR + each.quantity(), each.gone());
            mine.after(SECOND);
            keep(mine, each, each.dangerous(), delay.minus(SECOND));
            assertThat(holds(mine, each)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsBeyondItsDeadBandAfterItsOffDelay(Case each) {
        Duration off = each.row().numbers().offDelay();
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.dangerous(), each.row().numbers().onDelay().plus(SECOND));
            keep(mine, each, each.notOff(), off.plusSeconds(2));
            assertThat(holds(mine, each)).as("at %s", each.notOff()).isTrue();
            keep(mine, each, each.gone(), off.plus(SECOND));
            assertThat(holds(mine, each)).as("at %s", each.gone()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void changeOfAnotherLimitAndRestartLeaveItAsItIs(Case each) {
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.dangerous(), each.row().numbers().onDelay().plus(SECOND));
            int told = of(mine, each).size();
            mine.engine().view().limits().stream()
                    .filter(limit -> limit.quantity() != each.row().quantity() && limit.bound() == Bound.MAX)
                    .findFirst()
                    .ifPresent(other -> mine.change(other.id(), other.value() * 0.9));
            mine.restarts();
            keep(mine, each, each.dangerous(), Duration.ofSeconds(5));
            assertThat(of(mine, each)).hasSize(told);
            assertThat(holds(mine, each)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void stricterLimitWhileItHoldsEndsNothing(Case each) {
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.dangerous(), each.row().numbers().onDelay().plus(SECOND));
            mine.engine().view().limits().stream()
                    .filter(limit -> limit.rule().equals(each.row().rule()))
                    .filter(limit -> limit.level().equals(each.row().level()))
                    .forEach(own -> mine.change(own.id(), own.value() * (own.bound() == Bound.MAX ? 0.95 : 1.05)));
            keep(mine, each, each.dangerous(), Duration.ofSeconds(5));
            assertThat(of(mine, each)).noneMatch(found -> found.change() == Change.RETURNED);
            assertThat(holds(mine, each)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void lateReadingNeitherRaisesNorEndsWhatIsLive(Case each) {
        try (Timeline mine = each.timeline()) {
            keep(mine, each, each.gone(), Duration.ofSeconds(10));
            mine.reading(SENSOR + each.quantity(), each.dangerous(), mine.now().minusSeconds(8), Mark.LATE);
            assertThat(holds(mine, each)).as("raised by a late reading").isFalse();
            keep(mine, each, each.dangerous(), each.row().numbers().onDelay().plus(SECOND));
            mine.reading(SENSOR + each.quantity(), each.gone(), mine.now().minusSeconds(1_800), Mark.LATE);
            mine.after(each.row().numbers().offDelay().plusSeconds(2));
            assertThat(holds(mine, each)).as("ended by a late reading").isTrue();
        }
    }

    private static void keep(Timeline mine, Case each, double value, Duration time) {
        mine.keepsAll(time, SENSOR + each.quantity(), value);
    }

    private static List<Finding> of(Timeline mine, Case each) {
        return mine.findings().stream()
                .filter(found -> found.key().rule().equals(each.row().rule()))
                .filter(found -> found.change() != Change.LATE_OCCURRENCE)
                .toList();
    }

    /** Whether the rule was last said to hold at this level or a graver one. */
    private static boolean holds(Timeline mine, Case each) {
        List<Finding> told = of(mine, each);
        if (told.isEmpty()) {
            return false;
        }
        Finding last = told.get(told.size() - 1);
        return last.change() != Change.RETURNED && last.change() != Change.RELEASED && graveEnough(each, last);
    }

    private static boolean graveEnough(Case each, Finding last) {
        String level = last.evidence().facts().getOrDefault("level", "");
        List<String> ladder = Preset.named(each.preset()).rows().stream()
                .filter(row -> row.rule().equals(each.row().rule()) && row.holdsAt(each.location()))
                .map(Preset.Row::level)
                .distinct()
                .toList();
        return ladder.indexOf(level) >= ladder.indexOf(each.row().level());
    }
}
