package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import kz.qalqan.rules.facts.Ahead;
import kz.qalqan.rules.facts.Blind;
import kz.qalqan.rules.facts.BlindBreaker;
import kz.qalqan.rules.facts.Calm;
import kz.qalqan.rules.facts.Clashing;
import kz.qalqan.rules.facts.CutHeld;
import kz.qalqan.rules.facts.Exceeded;
import kz.qalqan.rules.facts.FarAhead;
import kz.qalqan.rules.facts.Faulty;
import kz.qalqan.rules.facts.Lost;
import kz.qalqan.rules.facts.Misplaced;
import kz.qalqan.rules.facts.Over;
import kz.qalqan.rules.facts.OverRecently;
import kz.qalqan.rules.facts.Place;
import kz.qalqan.rules.facts.Silent;
import kz.qalqan.rules.facts.Tripped;
import kz.qalqan.rules.windows.Aftershocks;
import kz.qalqan.rules.windows.EventWindow;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
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

    /** How long the loss of a face's sensor counts for an outburst (domain row 12). */
    static final long LOST_MICROS = 600_000_000;

    /** How long after its level is reached the power may still be on (domain 8b, row 5). */
    static final long POWER_OFF_MICROS = 5_000_000;

    private static final Set<LocationType> FACES =
            EnumSet.of(LocationType.FACE, LocationType.HEADING, LocationType.LOCAL_ACCUMULATION);

    private static final Set<Quantity> EVENTS = EnumSet.of(Quantity.SEISMIC_ENERGY, Quantity.SEISMIC_MAGNITUDE);

    static final long NEVER = Long.MIN_VALUE;

    /** How the names of latches on limits of other zones begin. */
    static final String ELSEWHERE = "elsewhere:";

    private static final long SILENCE_MIN_MICROS = 30_000_000;
    private static final int SILENCE_PERIODS = 3;

    final Sensor sensor;
    final Place place;
    final long silenceAfterMicros;

    /** Latches on limits, judged with every live reading. */
    Condition[] conditions = {};

    /** What is remembered of its past, by name; {@link #remembering} is the same for the hot path. */
    final Map<String, Window> windows = new TreeMap<>();

    Window[] remembering = {};

    /** Latches of other sensors that this one's value goes into. */
    final List<Condition> sums = new ArrayList<>();

    /** Latches for general gassing on the place limit; null when it has none. */
    @Nullable
    Condition over;

    @Nullable
    Condition overRecently;

    /** Latches on limits of other zones, by limit id, for readings whose topic names such a zone. */
    final Map<String, Condition> elsewhere = new TreeMap<>();
    /** Closed when the cut level was there long enough for the power to be off; null when it cuts nothing. */
    @Nullable
    Condition cutHeld;

    /** The latch that a mark of over-range closes; null when the sensor has none. */
    @Nullable
    Condition overRange;

    final Condition silent;
    final Condition faulty;
    final Condition misplaced;
    final Condition ahead;
    final Condition farAhead;
    final Condition blind;

    /** Two senders use its device's name; only that of {@link #lead} is used. */
    final Condition clash;

    /** The sensor that stands for its device: the first that switches power off, else the first. */
    SensorState lead = this;

    /** Whether its device said that it is offline; only that of {@link #lead} is used. */
    boolean offline;

    /** Whether the link of its zone or gateway counts as lost. */
    boolean dark;
    /** What the rules concluded of its trust. */
    boolean overRanged;

    boolean frozen;
    boolean disagreeing;

    /** Whether its value proves nothing safe now: kept, because every reading asks. */
    boolean doubted;

    /** Whether it is being calibrated: what it measures is test gas and no air of the mine. */
    boolean testing;

    /** Closed when it cannot be relied on for so long that the power it cuts must be off; null when it cuts nothing. */
    @Nullable
    Condition tripped;

    /** Closed for a while after a methane sensor of a face fell silent or faulty; null elsewhere. */
    final @Nullable Condition lost;

    /** When it last spoke, good or not; {@link #NEVER} before that. */
    long lastSeen = NEVER;

    /** Whether it never spoke and should have by now. */
    boolean missing;

    /** Start of its silence clock: its last word, or when our ears came back. */
    long heardAt;

    /** When an old reading came last; {@link #NEVER} when none did. */
    long pastSeen = NEVER;

    long lastGood = NEVER;
    /** Whether data comes, so that delays run. */
    boolean counting;

    /** Since when a reading of it is waited for, and until when it was; see {@link Unread}. */
    long awaitedFrom;

    long lookedAt;

    /** Time of its last late reading. */
    long lateAt = NEVER / 4;

    double value = Double.NaN;
    long measuredAt;
    final Ring ring = new Ring();

    SensorState(Sensor sensor, String section, Set<String> upwind) {
        this.sensor = sensor;
        this.place = new Place(sensor, section, upwind);
        this.silenceAfterMicros = Math.max(
                SILENCE_MIN_MICROS, SILENCE_PERIODS * sensor.samplePeriod().toNanos() / 1000 + 1);
        silent = Condition.flag("silent", this, new Silent(place));
        faulty = Condition.flag("faulty", this, new Faulty(place)).endingAfter(FLAG_HELD_MICROS);
        misplaced = Condition.flag("misplaced", this, new Misplaced(place)).endingAfter(FLAG_HELD_MICROS);
        ahead = Condition.flag("ahead", this, new Ahead(place)).endingAfter(FLAG_HELD_MICROS);
        farAhead = Condition.flag("far-ahead", this, new FarAhead(place)).endingAfter(FLAG_HELD_MICROS);
        blind = Condition.flag(
                "blind", this, sensor.quantity() == Quantity.POWER_ON ? new BlindBreaker(place) : new Blind(place));
        if (sensor.role() == Sensor.Role.SWITCHING_OFF && !sensor.care().cuts().isEmpty()) {
            tripped = Condition.flag(
                            "tripped",
                            this,
                            new Tripped(place, Set.copyOf(sensor.care().cuts())))
                    .startingAfter(POWER_OFF_MICROS);
        }
        clash = Condition.flag("clash", this, new Clashing(place)).endingAfter(FLAG_HELD_MICROS);
        lost = sensor.quantity() == Quantity.CH4 && FACES.contains(sensor.location())
                ? Condition.flag("lost", this, new Lost(place)).endingAfter(LOST_MICROS)
                : null;
        calm = EVENTS.contains(sensor.quantity())
                ? Condition.flag("calm", this, new Calm(place)).endingAfter(Reentry.CALM_MICROS)
                : null;
    }

    /** Puts the limits in place; a latch whose rule and level stays keeps its state. */
    void limits(List<Limit> limits) {
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
        limits.stream().filter(l -> l.rule().equals("ch4-cut")).findFirst().ifPresent(this::cuts);
        conditions = made.toArray(Condition[]::new);
        overRange = condition("ch4-over-range", "alarm");
    }

    /** Its latch on a limit of another zone. */
    Condition elsewhere(Limit limit) {
        return elsewhere.computeIfAbsent(
                limit.id(),
                id -> Condition.of(ELSEWHERE + id, this, new Exceeded(limit.rule(), limit.level(), place), limit));
    }

    private void cuts(Limit cut) {
        Set<String> breakers = new TreeSet<>(sensor.care().cuts());
        if (!breakers.isEmpty()) {
            cutHeld = Condition.onValueOf("cut-held", this, new CutHeld(sensor.id(), breakers), cut)
                    .startingAfter(POWER_OFF_MICROS);
        }
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
        if (mine && cutHeld != null && limit.rule().equals("ch4-cut")) {
            cutHeld.move(limit.value());
        }
        return mine;
    }

    /** Those of the windows that are over events; empty where readings are no events. */
    final List<EventWindow> counts = new ArrayList<>();

    /** What follows a blast or a large event, and the latch on it; null where readings are no events. */
    @Nullable
    Aftershocks aftershocks;

    @Nullable
    Condition closed;

    /** Closed for a while after the rock has calmed down; null where readings are no events. */
    final @Nullable Condition calm;

    /** Lets the windows over events slide; true while they still change by time. */
    boolean eventsPass(long micros) {
        counts.forEach(window -> window.pass(micros));
        return eventful();
    }

    boolean eventful() {
        return counts.stream().anyMatch(EventWindow::live);
    }

    /** Whether a reading is an event: a station that sends no energy says that it is alive. */
    boolean event(double reading) {
        return reading > 0 || sensor.quantity() != Quantity.SEISMIC_ENERGY;
    }

    /** The window of this name, made when it is new. */
    <W extends Window> W window(String name, Class<W> kind, Supplier<W> make) {
        Window known = windows.get(name);
        if (known != null) {
            return kind.cast(known);
        }
        W fresh = make.get();
        remember(name, fresh);
        return fresh;
    }

    private void remember(String name, Window window) {
        windows.put(name, window);
        if (window instanceof EventWindow counted) {
            counts.add(counted);
        }
        remembering = windows.values().toArray(Window[]::new);
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
        for (Condition maybe : new Condition[] {over, overRecently, lost, cutHeld, calm, tripped}) {
            if (maybe != null) {
                all.add(maybe);
            }
        }
        all.addAll(elsewhere.values());
        all.addAll(List.of(silent, faulty, misplaced, ahead, farAhead, blind, clash));
        return all;
    }

    /** The latch behind a rule's level, its own before one of another zone that holds; null when it has none. */
    @Nullable
    Condition condition(String rule, String level) {
        String name = Statement.name(rule, level);
        Condition own = Arrays.stream(conditions)
                .filter(condition -> condition.name.equals(name))
                .findFirst()
                .orElse(null);
        if (own != null && own.active) {
            return own;
        }
        for (Condition other : elsewhere.values()) {
            Limit limit = other.limit;
            boolean fits =
                    limit != null && Statement.name(limit.rule(), limit.level()).equals(name);
            if (fits && (other.active || own == null)) {
                return other;
            }
        }
        return own;
    }

    /** A closed latch that supports this rule, under whatever name; null when none does. */
    @Nullable
    Condition behind(String rule) {
        return Arrays.stream(conditions)
                .filter(condition -> condition.active && condition.name.startsWith(rule + ":"))
                .findFirst()
                .orElse(null);
    }

    /** Whether its value can be reckoned with: data comes and nothing speaks against it. */
    boolean reliable() {
        return counting && !distrusted() && !Double.isNaN(value);
    }

    /** When its newest reading was measured, late ones included; before the first, since when one is waited for. */
    long readAt() {
        long newest = Math.max(measuredAt, lateAt);
        return newest > 0 ? newest : awaitedFrom;
    }

    /** Whether its value cannot be relied on now. */
    boolean distrusted() {
        return silent.active || doubted() || awaitsBumpTest();
    }

    private boolean doubted() {
        return faulty.active || farAhead.active || clashing() || frozen || disagreeing;
    }

    /** Whether it was beyond its range, came back, and nobody has tested it since. */
    boolean awaitsBumpTest() {
        Condition beyond = overRange;
        return overRanged && (beyond == null || !beyond.active);
    }

    /** Whether nothing but its silence speaks against it. */
    boolean onlySilent() {
        return silent.active && !doubted() && !overRanged;
    }

    /** Whether its distrust says something to those who ask several sensors. */
    boolean blinds() {
        return distrusted() && (over != null || sensor.quantity() == Quantity.POWER_ON);
    }

    /** Whether the value may be another sender's. */
    boolean clashing() {
        return lead.clash.active;
    }

    /** Whether what came last from it was old. */
    boolean late() {
        return pastSeen != NEVER && pastSeen > lastSeen;
    }

    Trust trust() {
        return Trust.of(this);
    }
}
