package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Model check of the machine for one key: from nothing, every input in every reachable state, until no new state
 * appears. Since states are compared by all that decides, this covers sequences of any length.
 */
final class MachineTest {
    private static final Instant NOW = Found.EPOCH;
    private static final Set<AlertChange.Kind> TAKING_ANSWERS = EnumSet.of(
            AlertChange.Kind.RAISED_AGAIN,
            AlertChange.Kind.CHANGED,
            AlertChange.Kind.SHELF_EXPIRED,
            AlertChange.Kind.RE_ALARMED,
            AlertChange.Kind.IN_SERVICE);
    private static final Set<AlertChange.Kind> GIVING_ANSWERS =
            EnumSet.of(AlertChange.Kind.ACKNOWLEDGED, AlertChange.Kind.UNSHELVED);

    /** What may happen to the key at any time. */
    enum Input {
        RAISED,
        RAISED_SUPPRESSED,
        RAISED_CRITICAL,
        CHANGED,
        CHANGED_SUPPRESSED,
        CHANGED_CRITICAL,
        CHANGED_LOW,
        RETURNED,
        RELEASED,
        LATE,
        ACKNOWLEDGE,
        SHELVE,
        UNSHELVE,
        EXPIRE,
        RE_ALARM,
        OUT_OF_SERVICE,
        IN_SERVICE,
        COMMENT
    }

    /** All that decides what comes next. */
    private record Facts(
            boolean open,
            boolean active,
            boolean released,
            boolean answered,
            boolean announced,
            boolean suppressed,
            boolean shelved,
            boolean outOfService,
            Priority priority) {
        static Facts of(Alert alert) {
            return new Facts(
                    alert.open(),
                    alert.active(),
                    alert.life().releasedAt() != null,
                    alert.life().acknowledged() != null,
                    alert.life().announcedAt() != null,
                    alert.subject().suppressedBy() != null,
                    alert.marks().shelved() != null,
                    alert.marks().outOfService() != null,
                    alert.priority());
        }
    }

    private final Map<Facts, List<Input>> seen = new HashMap<>();
    private final EnumSet<AlertState> states = EnumSet.noneOf(AlertState.class);
    private int transitions;

    @ParameterizedTest
    @EnumSource(Hold.class)
    void noSequenceLosesAnAnswerHidesAConditionOrLeavesTwoOpenAlerts(Hold hold) {
        Deque<Alert> frontier = new ArrayDeque<>();
        for (Input input : List.of(Input.RAISED, Input.RAISED_SUPPRESSED, Input.RAISED_CRITICAL)) {
            remember(List.of(), input, step(Optional.empty(), input, hold), frontier);
        }
        while (!frontier.isEmpty()) {
            Alert alert = frontier.remove();
            List<Input> path = seen.get(Facts.of(alert));
            for (Input input : Input.values()) {
                Draft draft = step(Optional.of(alert), input, hold);
                check(alert, draft, path + " + " + input);
                remember(path == null ? List.of() : path, input, draft, frontier);
            }
        }
        System.out.println(hold + ": " + seen.size() + " states, " + transitions + " transitions, " + states);
        assertThat(seen.size()).isGreaterThan(25);
        assertThat(states).contains(expected(hold));
    }

    private static AlertState[] expected(Hold hold) {
        EnumSet<AlertState> all = EnumSet.allOf(AlertState.class);
        if (hold == Hold.HELD) {
            all.removeAll(EnumSet.of(AlertState.LATCHED_UNACKNOWLEDGED, AlertState.LATCHED_ACKNOWLEDGED));
        }
        if (hold == Hold.LATCHED) {
            all.removeAll(EnumSet.of(AlertState.RETURNED_UNACKNOWLEDGED, AlertState.LATCHED_ACKNOWLEDGED));
        }
        return all.toArray(AlertState[]::new);
    }

    private void remember(List<Input> path, Input input, Draft draft, Deque<Alert> frontier) {
        for (Alert alert : draft.alerts()) {
            transitions++;
            states.add(alert.state());
            List<Input> longer = new ArrayList<>(path);
            longer.add(input);
            if (!alert.life().late() && seen.putIfAbsent(Facts.of(alert), longer) == null) {
                frontier.add(alert);
            }
        }
    }

    static Draft step(Optional<Alert> before, Input input, Hold hold) {
        OpenAlerts open = new OpenAlerts();
        before.ifPresent(open::put);
        Draft draft = new Draft(open, new Chain(before.map(Alert::journal).orElse(0L), "x"));
        long position = before.map(Alert::journal).orElse(0L) + 1;
        Optional<Finding> finding = finding(input, Found.noise().as(hold));
        if (finding.isPresent()) {
            Findings.apply(draft, finding.get(), position);
        } else if (input == Input.EXPIRE) {
            open.shelvedUntil(NOW.plus(AlertBook.SHELF_MAX))
                    .forEach(alert -> draft.change(alert, NOW, position, new AlertChange.ShelfExpired()));
        } else if (input == Input.RE_ALARM) {
            open.toReAlarm(NOW.plus(Duration.ofDays(1)))
                    .forEach(alert -> draft.change(alert, NOW, position, new AlertChange.ReAlarmed()));
        } else {
            before.flatMap(alert -> person(alert, input))
                    .ifPresent(change -> draft.change(before.orElseThrow(), NOW, position, change));
        }
        return draft;
    }

    private static Optional<Finding> finding(Input input, Found found) {
        return switch (input) {
            case RAISED -> Optional.of(found.raised(1.2));
            case RAISED_SUPPRESSED -> Optional.of(found.suppressed().raised(1.2));
            case RAISED_CRITICAL -> Optional.of(found.as(Priority.CRITICAL).raised(2.2));
            case CHANGED -> Optional.of(found.changed(1.3));
            case CHANGED_SUPPRESSED -> Optional.of(found.suppressed().changed(1.3));
            case CHANGED_CRITICAL -> Optional.of(found.as(Priority.CRITICAL).changed(2.3));
            case CHANGED_LOW -> Optional.of(found.as(Priority.LOW).changed(1.1));
            case RETURNED -> Optional.of(found.returned(0.4));
            case RELEASED -> Optional.of(found.released());
            case LATE -> Optional.of(found.late(1.4));
            default -> Optional.empty();
        };
    }

    private static Optional<AlertChange> person(Alert alert, Input input) {
        Step step = new Step("aigul", "10.0.0.7", "why", null);
        try {
            return switch (input) {
                case ACKNOWLEDGE -> Steps.acknowledge(alert, step);
                case SHELVE -> Optional.of(Steps.shelve(alert, step, Duration.ofMinutes(30), NOW));
                case UNSHELVE -> Optional.of(Steps.unshelve(alert, step));
                case OUT_OF_SERVICE -> Optional.of(Steps.outOfService(alert, step, Terms.NONE, NOW));
                case IN_SERVICE -> Optional.of(Steps.inService(alert, step));
                case COMMENT -> Optional.of(Steps.comment(step));
                default -> throw new AssertionError("no step of a person: " + input);
            };
        } catch (IllegalStep refused) {
            assertThat(refused.state()).isEqualTo(alert.state());
            return Optional.empty();
        }
    }

    private static void check(Alert before, Draft draft, String path) {
        long live = draft.alerts().stream()
                .filter(alert -> alert.open() && !alert.life().late())
                .count();
        boolean untouched =
                draft.alerts().stream().noneMatch(alert -> alert.id().equals(before.id()));
        assertThat(live + (untouched && before.open() ? 1 : 0))
                .as("open alerts after %s", path)
                .isLessThanOrEqualTo(1);
        for (Draft.Line line : draft.lines()) {
            checkAlert(line.after(), path);
            if (line.after().id().equals(before.id())) {
                checkChange(before, line.after(), line.event().change().kind(), path);
            }
        }
    }

    /** What must hold of an alert at any time. */
    private static void checkAlert(Alert alert, String path) {
        boolean closed = !alert.open();
        assertThat(closed).as("closed and normal: %s", path).isEqualTo(alert.state() == AlertState.NORMAL);
        if (closed) {
            assertThat(alert.active()).as("closed while true: %s", path).isFalse();
            assertThat(alert.locked()).as("closed while locked: %s", path).isFalse();
            assertThat(alert.life().acknowledged() != null || alert.life().announcedAt() == null)
                    .as("closed while an answer is owed: %s", path)
                    .isTrue();
        }
        if (alert.priority() == Priority.CRITICAL) {
            assertThat(alert.state())
                    .as("critical and put aside: %s", path)
                    .isNotIn(AlertState.SHELVED, AlertState.OUT_OF_SERVICE);
        }
        if (alert.active()
                && alert.subject().suppressedBy() == null
                && alert.marks().equals(Alert.Marks.NONE)) {
            assertThat(alert.life().announcedAt())
                    .as("true, shown, never announced: %s", path)
                    .isNotNull();
        }
    }

    /** What one change may do. */
    private static void checkChange(Alert before, Alert after, AlertChange.Kind kind, String path) {
        if (!before.open()) {
            assertThat(kind).as("a closed alert: %s", path).isEqualTo(AlertChange.Kind.COMMENTED);
        }
        boolean answered = before.life().acknowledged() != null;
        boolean nowAnswered = after.life().acknowledged() != null;
        if (answered && !nowAnswered) {
            boolean gone = kind == AlertChange.Kind.RETURNED || kind == AlertChange.Kind.RELEASED;
            boolean latch = gone && before.subject().hold() == Hold.LATCHED;
            assertThat(latch || TAKING_ANSWERS.contains(kind))
                    .as("lost an answer: %s", path)
                    .isTrue();
        }
        if (!answered && nowAnswered) {
            assertThat(GIVING_ANSWERS).as("an answer nobody gave: %s", path).contains(kind);
        }
        if (!answered && !nowAnswered && before.life().announcedAt() != null) {
            assertThat(after.life().announcedAt())
                    .as("forgot what is owed: %s", path)
                    .isNotNull();
        }
        assertThat(after.life().opened()).isEqualTo(before.life().opened());
        assertThat(after.journal()).isGreaterThan(before.journal());
    }
}
