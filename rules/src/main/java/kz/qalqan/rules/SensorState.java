package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.qalqan.rules.facts.Ahead;
import kz.qalqan.rules.facts.Blind;
import kz.qalqan.rules.facts.Exceeded;
import kz.qalqan.rules.facts.FarAhead;
import kz.qalqan.rules.facts.Faulty;
import kz.qalqan.rules.facts.Misplaced;
import kz.qalqan.rules.facts.Over;
import kz.qalqan.rules.facts.OverRecently;
import kz.qalqan.rules.facts.Place;
import kz.qalqan.rules.facts.Silent;
import kz.qalqan.telemetry.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of one sensor: its last value, its latches, how far it is trusted.
 *
 * <p>Threads: the judgement thread only.
 */
final class SensorState {
    /** A trust flag goes this long after its last cause, so that it does not chatter. */
    static final long FLAG_HELD_MICROS = 60_000_000;

    /** How long a sensor counts for general gassing after it was over (domain row 8). */
    static final long GASSING_WINDOW_MICROS = 300_000_000;

    static final long NEVER = Long.MIN_VALUE;

    private static final long SILENCE_MIN_MICROS = 30_000_000;
    private static final int SILENCE_PERIODS = 3;

    final Sensor sensor;
    final Place place;
    final long silenceAfterMicros;

    /** Latches on limits, judged with every live reading. */
    Condition[] conditions = {};

    /** Latches of other sensors that add this one's value to theirs. */
    final List<Condition> sums = new ArrayList<>();

    /** Latches for general gassing on the place limit; null when it has none. */
    @Nullable
    Condition over;

    @Nullable
    Condition overRecently;

    /** The strictest place limit of the site, for readings whose topic names another zone. */
    @Nullable
    Condition elsewhere;

    /** The latch that a mark of over-range closes; null when the sensor has none. */
    @Nullable
    Condition overRange;

    final Condition silent;
    final Condition faulty;
    final Condition misplaced;
    final Condition ahead;
    final Condition farAhead;
    final Condition blind;

    /** When it last spoke, good or not; {@link #NEVER} before that. */
    long lastSeen = NEVER;

    /** Whether it never spoke and should have by now. */
    boolean missing;

    /** Start of its silence clock: its last word, or when our ears came back. */
    long heardAt;

    long lastGood = NEVER;
    /** Whether data comes, so that delays run. */
    boolean counting;

    /** Time of its last late reading. */
    long lateAt = NEVER / 4;

    double value = Double.NaN;
    long measuredAt;
    final Ring ring = new Ring();

    SensorState(Sensor sensor, String section) {
        this.sensor = sensor;
        this.place = new Place(sensor, section);
        this.silenceAfterMicros = Math.max(
                SILENCE_MIN_MICROS, SILENCE_PERIODS * sensor.samplePeriod().toNanos() / 1000 + 1);
        silent = Condition.flag("silent", this, new Silent(place));
        faulty = Condition.flag("faulty", this, new Faulty(place)).endingAfter(FLAG_HELD_MICROS);
        misplaced = Condition.flag("misplaced", this, new Misplaced(place)).endingAfter(FLAG_HELD_MICROS);
        ahead = Condition.flag("ahead", this, new Ahead(place)).endingAfter(FLAG_HELD_MICROS);
        farAhead = Condition.flag("far-ahead", this, new FarAhead(place)).endingAfter(FLAG_HELD_MICROS);
        blind = Condition.flag("blind", this, new Blind(place));
    }

    /** Puts the limits in place; a latch whose rule and level stays keeps its state. */
    void limits(List<Limit> limits, @Nullable Limit strictestPlace) {
        List<Condition> made = new ArrayList<>();
        for (Limit limit : limits) {
            String name = Statement.name(limit.rule(), limit.level());
            made.add(Condition.of(name, this, new Exceeded(limit.rule(), limit.level(), place), limit));
        }
        Optional<Limit> own = limits.stream().filter(l -> l.use().place()).findFirst();
        own.ifPresent(limit -> {
            over = Condition.onValueOf("over", this, new Over(place), limit);
            overRecently = Condition.onValueOf("over-recently", this, new OverRecently(place), limit)
                    .endingAfter(GASSING_WINDOW_MICROS);
        });
        if (strictestPlace != null
                && (own.isEmpty()
                        || strictestPlace
                                .bound()
                                .stricter(strictestPlace.value(), own.get().value()))) {
            Exceeded fact = new Exceeded(strictestPlace.rule(), strictestPlace.level(), place);
            elsewhere = Condition.of("elsewhere", this, fact, strictestPlace);
        }
        conditions = made.toArray(Condition[]::new);
        overRange = condition("ch4-over-range", "alarm");
    }

    /** A limit has another version: its latches take the numbers and keep their state. True when it judges here. */
    boolean change(Limit limit, Pending pending) {
        boolean mine = false;
        for (Condition condition : latches()) {
            Limit behind = condition.limit;
            if (behind != null && behind.id().equals(limit.id())) {
                condition.change(limit, pending);
                mine = true;
            }
        }
        if (mine && limit.use().place() && over != null && overRecently != null) {
            over.move(limit.value());
            overRecently.move(limit.value());
        }
        return mine;
    }

    /** Ids of the limits that judge it. */
    List<String> limitIds() {
        List<String> ids = new ArrayList<>();
        for (Condition condition : conditions) {
            Limit limit = condition.limit;
            if (limit != null) {
                ids.add(limit.id());
            }
        }
        return List.copyOf(ids);
    }

    /** All latches, in a fixed order. */
    List<Condition> latches() {
        List<Condition> all = new ArrayList<>(List.of(conditions));
        for (Condition maybe : new Condition[] {over, overRecently, elsewhere}) {
            if (maybe != null) {
                all.add(maybe);
            }
        }
        all.addAll(List.of(silent, faulty, misplaced, ahead, farAhead, blind));
        return all;
    }

    /** The latch behind a rule's level; null when the sensor has none. */
    @Nullable
    Condition condition(String rule, String level) {
        String name = Statement.name(rule, level);
        for (Condition condition : conditions) {
            if (condition.name.equals(name)) {
                return condition;
            }
        }
        Condition other = elsewhere;
        return other != null && other.limit != null && other.limit.rule().equals(rule) ? other : null;
    }

    /** Whether its value cannot be relied on now. */
    boolean distrusted() {
        return silent.active || faulty.active || farAhead.active;
    }

    Trust trust() {
        if (lastSeen == NEVER) {
            return Trust.NEVER_SEEN;
        }
        if (silent.active) {
            return Trust.SILENT;
        }
        if (faulty.active) {
            return Trust.FAULTY;
        }
        if (farAhead.active) {
            return Trust.CLOCK_AHEAD;
        }
        return misplaced.active ? Trust.MISPLACED : Trust.TRUSTED;
    }
}
