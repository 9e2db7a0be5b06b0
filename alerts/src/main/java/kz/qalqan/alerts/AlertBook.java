package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * Findings become alerts here, and operators answer them through the same door: one state machine, one journal.
 *
 * <h2>Facts, marks, state</h2>
 *
 * An {@link Alert} holds facts (raised, returned, acknowledged, released) and marks (shelved, out of service); its
 * {@link AlertState} follows from them and is never stored. Every change is an {@link AlertEvent}: alert = fold of its
 * events. Events, alerts and the site's cursor are written in one transaction and are on disk when a method returns;
 * events are chained by hash, so an altered, missing or moved one is found by {@link #verify()}.
 *
 * <h2>One open alert per key</h2>
 *
 * At most one live alert per key is open, kept by this class and, should it fail, by a partial unique index. While an
 * alert is open, a new raising is a re-activation of it; after it closed, a new raising is a new alert. A late
 * occurrence is an alert of its own that stands beside.
 *
 * <h2>Restart</h2>
 *
 * The same findings may be applied again after a restart: what is at or below the site's cursor is passed over, and ids
 * follow from key and position alone, so nothing is lost and nothing repeated.
 *
 * <p>Threads: any. Writers hold one lock for their transaction (the judgement thread, operators' requests, the clock);
 * readers read what is committed and never wait for it. Calls block on disk: never on an event loop.
 */
public final class AlertBook implements AutoCloseable {
    /** Longest time on the shelf. */
    public static final Duration SHELF_MAX = Duration.ofHours(8);

    /** Most alerts answered in one step. */
    public static final int BULK_MAX = 200;

    private final Ledger ledger;
    private final Verification verification;
    private final Figures figures;
    private final InstantSource clock;
    private final Writer writer;

    AlertBook(Database database, InstantSource clock) {
        this(database, clock, AlertOutbox.NONE);
    }

    private AlertBook(Database database, InstantSource clock, AlertOutbox outbox) {
        this.ledger = new Ledger(database, outbox);
        this.verification = new Verification(database);
        this.figures = new Figures(database);
        this.clock = clock;
        this.writer = new Writer(ledger);
    }

    /**
     * Opens the book: brings its tables to this build's form and reads what is open.
     *
     * @param database stays open when the book is closed
     * @param clock time of operators' steps
     */
    public static AlertBook open(Database database, InstantSource clock) {
        return open(database, clock, AlertOutbox.NONE);
    }

    /**
     * Opens the book with an outbox beside it.
     *
     * @param outbox hears of every event in the transaction that writes it
     */
    public static AlertBook open(Database database, InstantSource clock, AlertOutbox outbox) {
        database.migrate("alerts");
        return new AlertBook(database, clock, outbox);
    }

    /**
     * Applies all findings of one journal entry; they and the cursor are on disk when this returns. An entry at or
     * below the site's cursor is passed over.
     *
     * @param findings all of the entry's, in the engine's order, of this site
     * @throws BookUnwritable when the store did not take it: call again with the same
     */
    public void apply(String site, long position, List<Finding> findings) {
        for (Finding finding : findings) {
            if (!finding.key().site().equals(site)) {
                throw new IllegalArgumentException("finding '" + finding.key() + "' is not of site '" + site + "'");
            }
        }
        if (findings.isEmpty()) {
            passed(site, position);
        } else {
            writer.apply(site, position, findings);
        }
    }

    /**
     * Notes that an entry brought no findings. Kept in memory, written with the next change or by
     * {@link #keepCursors()}: forgetting it costs a replay of entries without findings, nothing else.
     */
    public void passed(String site, long position) {
        writer.passed(site, position);
    }

    /** Writes the cursors that {@link #passed} moved. Call it before an engine snapshot is published. */
    public void keepCursors() {
        writer.keepCursors();
    }

    /** Up to which position of a site's journal findings were applied; 0 before the first. */
    public long cursor(String site) {
        return writer.cursor(site);
    }

    /**
     * Answers an alert. Answering an answered one changes nothing and returns it.
     *
     * @throws UnknownAlert when there is none of this id
     * @throws IllegalStep when it asks for no answer: suppressed, shelved, out of service
     */
    public Alert acknowledge(String id, Step step) {
        return stepped(id, step, AlertChange.Kind.ACKNOWLEDGED, alert -> Steps.acknowledge(alert, step));
    }

    /**
     * Answers several alerts, all or none of them.
     *
     * @throws IllegalStep when one is critical, asks for no answer or came of another cause than the others
     */
    public List<Alert> acknowledgeAll(List<String> ids, Step step) {
        if (ids.size() > BULK_MAX) {
            throw new IllegalArgumentException(ids.size() + " alerts at once: allowed are " + BULK_MAX);
        }
        return writer.write(draft -> {
            List<Alert> answered = new ArrayList<>();
            Steps.oneCause(ids.stream().distinct().map(this::known).toList());
            for (String id : ids.stream().distinct().toList()) {
                answered.add(step(
                        draft, id, step, AlertChange.Kind.ACKNOWLEDGED, alert -> Steps.acknowledgeInBulk(alert, step)));
            }
            return answered;
        });
    }

    /**
     * Puts an alert aside for a time. It stays listed; a rise of its priority ends it.
     *
     * @param step its note is the reason and may not be blank
     * @param time up to {@link #SHELF_MAX}
     * @throws IllegalStep when it may not be put aside: critical, fan, outburst, late, not shown
     */
    public Alert shelve(String id, Step step, Duration time) {
        return stepped(
                id, step, AlertChange.Kind.SHELVED, alert -> Optional.of(Steps.shelve(alert, step, time, now())));
    }

    /** Takes an alert back from the shelf; it counts as answered by who did it. */
    public Alert unshelve(String id, Step step) {
        return stepped(id, step, AlertChange.Kind.UNSHELVED, alert -> Optional.of(Steps.unshelve(alert, step)));
    }

    /** Writes something beside an alert, closed ones too; never changed or removed. */
    public Alert comment(String id, Step step) {
        return stepped(id, step, AlertChange.Kind.COMMENTED, alert -> Optional.of(Steps.comment(step)));
    }

    /**
     * Takes an alert out of service, or asks a second person for it where people's safety may hang on the sensor: then
     * the alert stays as it is until that person calls this too.
     *
     * @param step its note is the reason and may not be blank
     * @throws IllegalStep when it may not be put aside, or the terms are not enough
     */
    public Alert outOfService(String id, Step step, Terms terms) {
        return writer.write(draft -> {
            Alert alert = known(id);
            if (writer.taken(alert, step, AlertChange.Kind.OUT_OF_SERVICE, AlertChange.Kind.OUT_OF_SERVICE_ASKED)) {
                return alert;
            }
            return draft.change(
                    alert, now(), writer.cursor(alert.site()), Steps.outOfService(alert, step, terms, now()));
        });
    }

    /** Puts an alert back in service; it asks for an answer again. */
    public Alert inService(String id, Step step) {
        return stepped(id, step, AlertChange.Kind.IN_SERVICE, alert -> Optional.of(Steps.inService(alert, step)));
    }

    /**
     * Brings back, unanswered, what has been on the shelf long enough, and lets ask again what was answered long ago
     * and is still true ({@link ReAlarm}), and ends what was out of service for long enough. Called once a second.
     */
    public void expire(Instant now) {
        writer.expire(now);
    }

    /** Calls whoever is due to be called for alerts that nobody answered. Called once a second. */
    public void escalate(Instant now, Escalation escalation) {
        writer.escalate(now, escalation);
    }

    /** An alert, open or closed. */
    public Optional<Alert> find(String id) {
        return ledger.find(id);
    }

    /** A page of alerts, newest raised first. */
    public AlertPage alerts(AlertQuery query) {
        List<Alert> found = ledger.alerts(query);
        boolean more = found.size() > query.limit();
        List<Alert> page = more ? found.subList(0, query.limit()) : found;
        return new AlertPage(
                page, more ? (Long) page.get(page.size() - 1).life().opened() : null);
    }

    /** A page of the alert journal: events with a position above {@code after}. */
    public EventPage events(long after, int limit) {
        if (limit < 1 || limit > AlertQuery.LIMIT_MAX) {
            throw new IllegalArgumentException("limit " + limit + ": allowed are 1 to " + AlertQuery.LIMIT_MAX);
        }
        long head = ledger.head().position();
        List<AlertEvent> events = ledger.events(after, limit);
        long last = events.isEmpty() ? after : events.get(events.size() - 1).position();
        return new EventPage(events, last < head ? (Long) last : null, Math.max(head, events.isEmpty() ? 0 : last));
    }

    /** The events of one alert, oldest first, comments among them. */
    public List<AlertEvent> history(String id) {
        return ledger.history(id);
    }

    /** An alert as it was after the event at a position of the alert journal. */
    public Optional<Alert> asOf(String id, long position) {
        Alert alert = null;
        for (AlertEvent event : ledger.history(id)) {
            if (event.position() <= position) {
                alert = event.change().applyTo(alert, event).settled(event.position(), event.at());
            }
        }
        return Optional.ofNullable(alert);
    }

    /** Checks the whole journal and that the alerts are what their events say. Reads everything. */
    public ChainCheck verify() {
        return verification.check();
    }

    /**
     * ISA-18.2 figures of a span, at most 400 days.
     *
     * @param site only of this site, null for all
     */
    public AlertKpi kpi(@Nullable String site, Instant from, Instant to) {
        return figures.of(site, from, to, writer.owedAnswers(site));
    }

    /** Sites that are in a flood: more than {@link AlertKpi#FLOOD_ABOVE} alarms in the last ten minutes. */
    public List<String> floods() {
        return figures.floods(now());
    }

    /** Groups alerts raised from now on along the airflow of this plan; before it is called by zone only. */
    public void groupAlong(Supplier<Plan> plan) {
        writer.group(new Causes(plan));
    }

    /** Adds a listener; it hears of events written from now on. */
    public void listen(AlertListener listener) {
        writer.listen(listener);
    }

    /** Writes the cursors. The database stays open. */
    @Override
    public void close() {
        writer.keepCursors();
    }

    private Alert stepped(String id, Step step, AlertChange.Kind kind, Decision decision) {
        return writer.write(draft -> step(draft, id, step, kind, decision));
    }

    /** A step already taken under its idempotency key, or with nothing to do, leaves the alert as it is. */
    private Alert step(Draft draft, String id, Step step, AlertChange.Kind kind, Decision decision) {
        Alert alert = known(id);
        if (writer.taken(alert, step, kind)) {
            return alert;
        }
        return decision.on(alert)
                .map(change -> draft.change(alert, now(), writer.cursor(alert.site()), change))
                .orElse(alert);
    }

    private Alert known(String id) {
        return writer.open(id).or(() -> ledger.find(id)).orElseThrow(() -> new UnknownAlert(id));
    }

    /** The clock's time to the microsecond, as it is stored. */
    private Instant now() {
        return ReadingBatch.instantOfMicros(ReadingBatch.micros(clock.instant()));
    }

    private interface Decision {
        Optional<AlertChange> on(Alert alert);
    }
}
