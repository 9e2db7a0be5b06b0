package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real book on a real store beside the {@link Model}: every sequence of events up to a length, and long random
 * walks over several keys with restarts; and, without a store, every event in every reachable state. After each event
 * the open alert, its state, what was refused and how many answers are kept must be the same.
 */
final class ModelTest extends BookFixture {
    private static final boolean SOAK = Boolean.getBoolean("qalqan.soak");
    private static final int LENGTH = SOAK ? 3 : 2;
    private static final int WALK = SOAK ? 20_000 : 700;
    private static final int KEYS = 6;
    private static final List<Hold> HOLDS = List.of(Hold.values());
    private static final List<Model.Event> EVENTS = List.of(Model.Event.values());

    private final EnumSet<AlertState> states = EnumSet.noneOf(AlertState.class);
    private int steps;
    private int refusals;

    static Stream<Long> seeds() {
        long seed = Long.getLong("qalqan.seed", 20_261_122);
        return IntStream.range(0, SOAK ? 10 : 3).mapToObj(i -> seed + i);
    }

    /** Without a store, so that every reachable state is asked every event: sequences of any length. */
    @ParameterizedTest
    @EnumSource(Hold.class)
    void everyEventInEveryStateGoesAsTheModelSays(Hold hold) {
        Map<Model, Alert> seen = new HashMap<>();
        Deque<Alert> frontier = new ArrayDeque<>();
        for (Model.Event event : EVENTS) {
            follow(Optional.empty(), event, hold).ifPresent(alert -> {
                if (seen.putIfAbsent(Model.of(alert), alert) == null) {
                    frontier.add(alert);
                }
            });
        }
        while (!frontier.isEmpty()) {
            Optional<Alert> before = Optional.of(frontier.remove());
            for (Model.Event event : EVENTS) {
                follow(before, event, hold).ifPresent(alert -> {
                    if (seen.putIfAbsent(Model.of(alert), alert) == null) {
                        frontier.add(alert);
                    }
                });
            }
        }
        System.out.println(hold + ": " + seen.size() + " states, each with " + EVENTS.size() + " events");
        assertThat(seen.size()).isGreaterThan(15);
    }

    /** The open alert after an event, the same in both. */
    private static Optional<Alert> follow(Optional<Alert> before, Model.Event event, Hold hold) {
        if (before.isEmpty() && !event.finding()) {
            return Optional.empty();
        }
        Draft draft = MachineTest.step(before, event.input(), hold);
        Optional<Alert> changed =
                draft.alerts().stream().filter(alert -> !alert.life().late()).findFirst();
        Optional<Alert> after = changed.or(() -> before).filter(Alert::open);
        Model was = before.map(Model::of).orElse(null);
        Model.Outcome outcome = Model.after(was, event, hold);
        String story = hold + " " + was + " + " + event;
        if (outcome.refused()) {
            assertThat(draft.lines()).as("refused: %s", story).isEmpty();
            return Optional.empty();
        }
        assertThat(after.map(Model::of).orElse(null)).as(story).isEqualTo(outcome.open());
        Model open = outcome.open();
        assertThat(after.map(Alert::state).orElse(AlertState.NORMAL))
                .as(story)
                .isEqualTo(open == null ? AlertState.NORMAL : open.state(hold));
        return after;
    }

    @ParameterizedTest
    @EnumSource(Hold.class)
    void everySequenceUpToALengthGoesAsTheModelSays(Hold hold) {
        int[] sequence = new int[LENGTH];
        int sequences = 0;
        do {
            Walked key = new Walked("EX-" + sequences++, hold);
            for (int event : sequence) {
                key.walk(EVENTS.get(event));
            }
        } while (next(sequence));
        assertThat(book.verify().fault()).isNull();
        System.out.printf(
                "%s: %d sequences of %d, %d steps, %d refused, %s%n", hold, sequences, LENGTH, steps, refusals, states);
        assertThat(refusals).isPositive();
    }

    /** Counts on: the last event turns fastest; false after the last sequence. */
    private static boolean next(int[] sequence) {
        for (int i = sequence.length - 1; i >= 0; i--) {
            sequence[i] = (sequence[i] + 1) % EVENTS.size();
            if (sequence[i] != 0) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLongWalkOverSeveralKeysWithRestartsGoesAsTheModelSays(long seed) {
        Random random = new Random(seed);
        List<Walked> keys = IntStream.range(0, KEYS)
                .mapToObj(i -> new Walked("EX-" + i, HOLDS.get(i % HOLDS.size())))
                .toList();
        for (int i = 0; i < WALK; i++) {
            Model.Event event = EVENTS.get(random.nextInt(EVENTS.size()));
            if (event.clock()) {
                book.expire(clock.forward(AlertBook.SHELF_MAX));
                keys.forEach(key -> key.told(event));
            } else {
                keys.get(random.nextInt(KEYS)).walk(event);
            }
            if (random.nextInt(200) == 0) {
                restart();
            }
        }
        keys.forEach(Walked::compare);
        assertThat(book.verify().fault()).isNull();
        assertThat(states.size()).isGreaterThanOrEqualTo(7);
        System.out.printf("seed %d: %d steps, %d refused, %s%n", seed, steps, refusals, states);
    }

    /** One key: the real one in the book, and what the model says of it. */
    private final class Walked {
        private final Hold hold;
        private final Found found;
        private final List<Model.Event> path = new ArrayList<>();
        private @Nullable Model model;
        private String id = "";
        private int answers;

        Walked(String device, Hold hold) {
            this.hold = hold;
            this.found = Found.noise(device).as(hold);
        }

        void walk(Model.Event event) {
            steps++;
            if (event.finding()) {
                boolean begins = model == null;
                apply(finding(event));
                told(event);
                if (begins && model != null) {
                    id = found.key() + "@" + position();
                    answers = 0;
                }
            } else if (event.clock()) {
                book.expire(clock.forward(AlertBook.SHELF_MAX));
                told(event);
            } else if (!id.isEmpty()) {
                person(event);
            }
            compare();
        }

        /** The model hears of what happened. */
        void told(Model.Event event) {
            path.add(event);
            if (event.clock()) { // hours pass: shelves end and answers grow old together
                model = Model.after(model, Model.Event.EXPIRE, hold).open();
                model = Model.after(model, Model.Event.RE_ALARM, hold).open();
            } else {
                model = Model.after(model, event, hold).open();
            }
        }

        private Finding finding(Model.Event event) {
            Found grave = found.as(Priority.CRITICAL);
            return switch (event) {
                case RAISE -> found.raised(88);
                case RAISE_HIDDEN -> found.suppressed().raised(88);
                case RAISE_GRAVE -> grave.raised(99);
                case CHANGE -> found.changed(88);
                case CHANGE_HIDDEN -> found.suppressed().changed(88);
                case CHANGE_GRAVE -> grave.changed(99);
                case RETURN -> found.returned(60);
                case RELEASE -> found.released();
                case LATE -> found.late(90);
                default -> throw new AssertionError(event);
            };
        }

        private void person(Model.Event event) {
            path.add(event);
            AlertState before = state(id);
            long events = book.events(0, 1).head();
            boolean answered = model != null && model.answered();
            Model.Outcome outcome = model == null ? null : Model.after(model, event, hold);
            try {
                Alert after = take(event);
                if (outcome != null) {
                    assertThat(outcome.refused()).as("%s taken", path).isFalse();
                    model = outcome.open();
                    answers += (event == Model.Event.ACKNOWLEDGE && !answered) || event == Model.Event.UNSHELVE ? 1 : 0;
                } else {
                    assertThat(after.state()).as("closed: %s", path).isEqualTo(AlertState.NORMAL);
                }
            } catch (IllegalStep refused) {
                refusals++;
                assertThat(outcome == null || outcome.refused())
                        .as("%s refused: %s", path, refused.getMessage())
                        .isTrue();
                assertThat(refused.state()).isEqualTo(before).isEqualTo(state(id));
                assertThat(book.events(0, 1).head())
                        .as("a refusal writes nothing")
                        .isEqualTo(events);
            }
        }

        private Alert take(Model.Event event) {
            return switch (event) {
                case ACKNOWLEDGE -> book.acknowledge(id, step("seen"));
                case SHELVE -> book.shelve(id, step("works"), Duration.ofMinutes(30));
                case UNSHELVE -> book.unshelve(id, step(""));
                case OUT_OF_SERVICE -> book.outOfService(id, step("repair"), Terms.NONE);
                case IN_SERVICE -> book.inService(id, step(""));
                case COMMENT -> book.comment(id, step("a word"));
                default -> throw new AssertionError(event);
            };
        }

        void compare() {
            Model expected = model;
            List<Alert> open = stored();
            if (expected == null) {
                assertThat(open).as("closed: %s", path).isEmpty();
            } else {
                assertThat(open).as("one open: %s", path).hasSize(1);
                assertThat(open.get(0).id()).as("which: %s", path).isEqualTo(id);
                assertThat(open.get(0).state()).as("state: %s", path).isEqualTo(expected.state(hold));
                states.add(open.get(0).state());
            }
            if (!id.isEmpty()) {
                assertThat(kept()).as("answers kept: %s", path).isEqualTo(answers);
            }
        }

        private List<Alert> stored() {
            return database.jdbi().withHandle(handle -> handle.createQuery(
                            "SELECT body FROM alert WHERE alert_key = ? AND closed_us IS NULL AND late = 0")
                    .bind(0, found.key().toString())
                    .mapTo(String.class)
                    .map(AlertJson::alert)
                    .list());
        }

        private long kept() {
            return book.history(id).stream()
                    .map(event -> event.change().kind())
                    .filter(kind -> kind == AlertChange.Kind.ACKNOWLEDGED || kind == AlertChange.Kind.UNSHELVED)
                    .count();
        }
    }
}
