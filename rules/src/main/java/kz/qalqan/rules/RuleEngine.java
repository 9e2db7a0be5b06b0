package kz.qalqan.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;

/**
 * Readings become findings: a deterministic state machine over the journal of one site.
 *
 * <p>For one {@link #VERSION} the same entries give the same findings. There is no wall clock, no chance, no order of
 * an agenda: time is the entry's {@code receivedAt}, and the findings of one entry leave sorted by key; those of one
 * key keep the order in which they came about. So a restart (snapshot and the rest of the journal), a back-test, a
 * standby and a test are the same thing as the live run.
 *
 * <p>Threads: one, the judgement thread of the site; {@link #view()} any.
 */
public final class RuleEngine implements AutoCloseable {
    /** Raised whenever the same entries may give other findings than before. */
    public static final String VERSION = "3";

    private static final Comparator<Finding> BY_KEY = Comparator.comparing(Finding::key);

    private final RulesConfig config;
    private final String site;
    private final Function<PlanInForce, Plan> planReader;

    private Own own = Own.none(Statement.read());
    private ChangeLog changes = new ChangeLog();
    private Kernel kernel;
    private Control control;
    private long position;
    private long last = Long.MIN_VALUE;
    private TrustView trust = TrustView.of(List.of());
    private volatile EngineView view;

    private RuleEngine(RulesConfig config, Plan plan, String site, Function<PlanInForce, Plan> planReader) {
        this.config = config;
        this.site = site;
        this.planReader = planReader;
        this.kernel = kernel(plan);
        this.control = new Control(kernel, changes);
        this.view = look();
    }

    /**
     * Starts the engine of one site with nothing known yet; {@link #restore} makes it go on where another stopped.
     *
     * @param config settings
     * @param plan the plan in force
     * @param site name of the site
     * @param planReader reads a plan that the journal puts in force later
     * @throws IllegalArgumentException when the plan has no such site, or a limit of it cannot hold
     */
    public static RuleEngine start(RulesConfig config, Plan plan, String site, Function<PlanInForce, Plan> planReader) {
        return new RuleEngine(config, plan, site, planReader);
    }

    /** Reads, checks and compiles a directory of own rules; what is wrong is in the answer. */
    public static OwnRuleFolder.Found ownRules(Path directory) {
        return OwnRuleFolder.read(directory, Own.known());
    }

    private Kernel kernel(Plan plan) {
        Mine mine = new Mine(config, plan, site, own, changes);
        FindingBook book = new FindingBook(site);
        Session session = new Session(Pack.rules(), own.pack().base(), book);
        new SiteFlag("own-rules-refused").set(own.refused() != null, session);
        return new Kernel(mine, session, book, new FindingWriter(mine));
    }

    /**
     * Applies the next entry. An entry at or below the last position was applied before and gives nothing.
     *
     * @return what became true, changed or ended, sorted by key
     */
    public List<Finding> apply(JournalEntry entry) {
        return apply(entry, false);
    }

    /**
     * Applies an entry that is in force from before the first one there is: the journal's older segments are gone, and
     * so is the state that knew them. Other than by {@link #apply} a lock is taken as it is said.
     */
    public List<Finding> carry(JournalEntry entry) {
        return apply(entry, true);
    }

    /** What only a declaration ends, and holds: to be written into the journal, so that it outlives its segments. */
    public List<LockHeld> locks() {
        return kernel.book.all().stream()
                .filter(finding -> finding.told.locked()
                        || (finding.told.active() && kernel.writer.hold(finding, finding.told.level()) == Hold.LOCKED))
                .map(finding -> new LockHeld(
                        finding.key,
                        finding.sensor,
                        finding.told.level(),
                        finding.told.rule(),
                        finding.told.priority(),
                        true))
                .toList();
    }

    private List<Finding> apply(JournalEntry entry, boolean carried) {
        if (entry.position() <= position) {
            return List.of();
        }
        position = entry.position();
        List<Finding> found = new ArrayList<>();
        Moment moment = new Moment(position, entry.receivedAt());
        kernel.begin(moment, found);
        pass(entry, Math.max(last, ReadingBatch.micros(entry.receivedAt())));
        boolean shown = entry.content() instanceof PlanInForce held && replan(held, moment, found);
        shown |= entry.content() instanceof OwnRules rules && rerule(rules, moment, found);
        shown |= carried ? control.carry(entry) : control.apply(entry);
        kernel.fire();
        kernel.settle();
        List<SensorState> moved = kernel.distrust.takeMoved();
        if (shown) {
            view = look();
        } else if (!moved.isEmpty()) {
            trust = trust.with(moved);
            view = view.with(position, trust);
        }
        found.sort(BY_KEY);
        return found.isEmpty() ? List.of() : List.copyOf(found);
    }

    /** Goes over to another plan with all that the two have in common; false when it is the plan in force. */
    private boolean replan(PlanInForce held, Moment moment, List<Finding> found) {
        if (held.hash().equals(kernel.mine.plan().hash())) {
            return false;
        }
        StateCodec.Saved state = StateCodec.save(kernel);
        go(planReader.apply(held), state);
        kernel.begin(moment, found);
        releaseWhatLeft(found);
        return true;
    }

    /** Goes over to other rules of the mine's own, or keeps what ran; only what differs is told. */
    private boolean rerule(OwnRules rules, Moment moment, List<Finding> found) {
        StateCodec.Saved state = StateCodec.save(kernel);
        own = own.after(rules);
        go(kernel.mine.plan(), state);
        kernel.begin(moment, found);
        return true;
    }

    /** Nobody can restore or test a sensor that left the plan: its lock would stand for ever. What held returns. */
    private void releaseWhatLeft(List<Finding> found) {
        for (OpenFinding finding : kernel.book.all()) {
            boolean left = finding.sensor != null && kernel.mine.find(finding.sensor) == null;
            OpenFinding.Told told = finding.told;
            if (left
                    && (told.locked() || (told.active() && kernel.writer.hold(finding, told.level()) == Hold.LOCKED))) {
                kernel.book.release(finding, kernel.writer, Map.of("declared", "the sensor left the plan"), found);
            }
        }
    }

    private void pass(JournalEntry entry, long to) {
        boolean away = last == Long.MIN_VALUE
                || to - last > Kernel.AWAY_MICROS
                || entry.content() instanceof ServiceStart
                || entry.content() instanceof PlanInForce;
        if (away) {
            kernel.skip(to);
        } else {
            kernel.advance(to);
        }
        last = to;
    }

    /** What the engine shows now; the position is that of the last change it shows. */
    public EngineView view() {
        return view;
    }

    private EngineView look() {
        trust = TrustView.of(kernel.mine.sensors());
        Map<SensorId, List<String>> bySensor = new LinkedHashMap<>();
        kernel.mine.sensors().forEach(state -> bySensor.put(state.sensor.id(), state.limitIds()));
        return new EngineView(
                site,
                VERSION,
                Pack.VERSION,
                kernel.mine.preset().name(),
                position,
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(kernel.mine.limits().history())),
                Collections.unmodifiableMap(bySensor),
                trust,
                new OwnStatus(own.inForce(), own.refused(), own.pack().rules()),
                kernel.mine.preset().bypass());
    }

    /**
     * The whole state, so that {@link #restore} and the rest of the journal give what an unbroken run gives. It names
     * its version and the plan it was made with.
     */
    public byte[] snapshot() {
        return new Snapshot(site, position, last).write(kernel, changes, own);
    }

    /**
     * Goes on where a snapshot was taken.
     *
     * @return version of the engine that took it; where that is not {@link #VERSION}, {@link #takeStock()}
     * @throws IllegalArgumentException when the bytes are no snapshot of this site, or of another form: then rebuild
     */
    public String restore(byte[] state) {
        Snapshot.Restored restored = Snapshot.read(state, site, this::planOf);
        changes = restored.changes();
        own = own.restored(restored.own().inForce(), restored.own().refused());
        go(restored.plan(), restored.state());
        position = restored.position();
        last = restored.last();
        view = look();
        return restored.engine();
    }

    /**
     * What holds or is locked now, sorted by key: what holds as {@link Finding.Change#RAISED}, what only waits for its
     * release as {@link Finding.Change#RETURNED}. All of it counts as told from here on: who asks compares it with the
     * alerts there are and tells the difference.
     */
    public List<Finding> takeStock() {
        kernel.begin(new Moment(position, ReadingBatch.instantOfMicros(Math.max(last, 0))), new ArrayList<>());
        kernel.fire();
        kernel.settle();
        return kernel.book.standing(kernel.writer);
    }

    private Plan planOf(PlanInForce held) {
        Plan plan = kernel.mine.plan();
        return plan.hash().equals(held.hash()) ? plan : planReader.apply(held);
    }

    private void go(Plan plan, StateCodec.Saved state) {
        Kernel fresh = kernel(plan);
        state.into(fresh);
        kernel.session.close();
        kernel = fresh;
        control = new Control(kernel, changes);
    }

    @Override
    public void close() {
        kernel.session.close();
    }
}
