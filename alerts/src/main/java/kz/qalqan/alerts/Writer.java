package kz.qalqan.alerts;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kz.qalqan.telemetry.Finding;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lock of the book, what is open, and the order of the journal. After a failed write nothing in memory is
 * trusted: the next call reads it anew, and events that were on disk after all are told then.
 *
 * <p>Threads: any.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int PAGE = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<AlertListener> listeners = new CopyOnWriteArrayList<>();
    private final Ledger ledger;

    /** Entries without findings that were passed and are not written yet. */
    private final Map<String, Long> moved = new HashMap<>();
    /** Entries whose findings the store did not take: nothing goes past them. */
    private final Map<String, Long> owed = new HashMap<>();

    private volatile Causes causes = Causes.byZone();
    private OpenAlerts open;
    private Chain chain;
    private Map<String, Long> cursors;
    private boolean doubtful;

    Writer(Ledger ledger) {
        this.ledger = ledger;
        this.chain = ledger.head();
        this.open = ledger.open();
        this.cursors = ledger.cursors();
    }

    void group(Causes along) {
        this.causes = along;
    }

    void listen(AlertListener listener) {
        listeners.add(listener);
    }

    /** The open alert of this id. Only within {@link #write}. */
    Optional<Alert> open(String id) {
        return open.find(id);
    }

    /**
     * A person's steps in one transaction: what is drafted is on disk when this returns, and was told to the listeners.
     * When it throws an exception of the steps, nothing was written.
     */
    <T> T write(Function<Draft, T> steps) {
        enter();
        try {
            Draft draft = new Draft(open, chain, causes);
            T result = steps.apply(draft);
            if (!draft.lines().isEmpty()) {
                commit(draft, Map.of());
            }
            return result;
        } catch (JdbiException | SQLException e) {
            throw new BookUnwritable("the alert book did not take the step; it may be taken again", e);
        } finally {
            lock.unlock();
        }
    }

    /** All findings of one entry and the cursor in one transaction. */
    void apply(String site, long position, List<Finding> findings) {
        enter();
        try {
            if (position <= cursor(site)) {
                owed.remove(site, position);
                return;
            }
            refusePastOwed(site, position);
            owed.put(site, position);
            Draft draft = new Draft(open, chain, causes);
            findings.forEach(finding -> Findings.apply(draft, finding, position));
            commit(draft, Map.of(site, position));
            owed.remove(site);
        } catch (JdbiException | SQLException e) {
            throw new BookUnwritable(
                    "the alert book did not take the findings of entry " + position + " of site '" + site
                            + "'; apply the same again",
                    e);
        } finally {
            lock.unlock();
        }
    }

    void passed(String site, long position) {
        enter();
        try {
            refusePastOwed(site, position);
            if (position > cursor(site)) {
                moved.put(site, position);
            }
        } finally {
            lock.unlock();
        }
    }

    void keepCursors() {
        enter();
        try {
            if (!moved.isEmpty()) {
                commit(new Draft(open, chain, causes), Map.of());
            }
        } catch (JdbiException | SQLException e) {
            throw new BookUnwritable("the alert book did not take its cursors; they will go with the next change", e);
        } finally {
            lock.unlock();
        }
    }

    void expire(Instant now) {
        write(draft -> {
            for (Alert alert : open.shelvedUntil(now)) {
                draft.change(alert, now, cursor(alert.site()), new AlertChange.ShelfExpired());
            }
            for (Alert alert : open.withdrawnUntil(now)) {
                draft.change(alert, now, cursor(alert.site()), new AlertChange.ServiceDue());
            }
            for (Alert alert : open.toReAlarm(now)) {
                draft.change(alert, now, cursor(alert.site()), new AlertChange.ReAlarmed());
            }
            return draft;
        });
    }

    /** Calls those who are due to be called. */
    void escalate(Instant now, Escalation escalation) {
        write(draft -> {
            for (Alert alert : open.all()) {
                if (alert.state().unanswered()) {
                    escalation
                            .due(alert, now)
                            .ifPresent(call -> draft.change(alert, now, cursor(alert.site()), change(call)));
                }
            }
            return draft;
        });
    }

    private static AlertChange change(Escalation.Call call) {
        return new AlertChange.Escalated(call.level(), call.role(), call.people());
    }

    long cursor(String site) {
        lock.lock();
        try {
            return Math.max(cursors.getOrDefault(site, 0L), moved.getOrDefault(site, 0L));
        } finally {
            lock.unlock();
        }
    }

    /** How many open alerts ask for an answer. */
    long owedAnswers(@Nullable String site) {
        lock.lock();
        try {
            return open.all().stream()
                    .filter(alert -> site == null || alert.site().equals(site))
                    .filter(alert -> alert.state().unanswered())
                    .count();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether this step has already been taken under its idempotency key.
     *
     * @throws IllegalStep when the key was used for another step
     */
    boolean taken(Alert alert, Step step, AlertChange.Kind... kinds) {
        Optional<AlertEvent> before = ledger.taken(alert.id(), step.key());
        if (before.isEmpty()) {
            return false;
        }
        AlertChange change = before.get().change();
        Step former = change.step();
        if (!List.of(kinds).contains(change.kind())
                || former == null
                || !former.by().equals(step.by())) {
            throw new IllegalStep(
                    kinds[0].word(),
                    alert,
                    "the idempotency key was used for another step: "
                            + change.kind().word());
        }
        return true;
    }

    private void refusePastOwed(String site, long position) {
        Long missing = owed.get(site);
        if (missing != null && position > missing) {
            throw new IllegalStateException("entry " + position + " of site '" + site
                    + "' comes before the findings of " + missing + ", which the alert book did not take yet");
        }
    }

    private void commit(Draft draft, Map<String, Long> applied) throws SQLException {
        Map<String, Long> written = new HashMap<>(moved);
        written.putAll(applied);
        doubtful = true;
        ledger.write(draft, written);
        doubtful = false;
        cursors.putAll(written);
        moved.clear();
        chain = draft.chain();
        draft.alerts().forEach(open::put);
        draft.lines().forEach(line -> tell(line.event(), line.after()));
    }

    private void enter() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a listener of the alert book must not write to it");
        }
        lock.lock();
        boolean ready = false;
        try {
            if (doubtful) {
                readAnew();
            }
            ready = true;
        } catch (JdbiException e) {
            throw new BookUnwritable("the alert book cannot find out what it holds", e);
        } finally {
            if (!ready) {
                lock.unlock();
            }
        }
    }

    private void readAnew() {
        long told = chain.position();
        Chain head = ledger.head();
        OpenAlerts readOpen = ledger.open();
        Map<String, Long> readCursors = ledger.cursors();
        moved.clear();
        open = readOpen;
        cursors = readCursors;
        chain = head;
        doubtful = false;
        LOG.warn("read the alert book anew after a failed write: {} events had been kept", head.position() - told);
        for (long after = told; after < head.position(); after += PAGE) {
            for (AlertEvent event : ledger.events(after, PAGE)) {
                ledger.find(event.alertId()).ifPresent(alert -> tell(event, alert));
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // a listener's bug must not undo or repeat what is already on disk
    private void tell(AlertEvent event, Alert after) {
        for (AlertListener listener : listeners) {
            try {
                listener.happened(event, after);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on alert event {} of '{}'", event.position(), event.alertId(), e);
            }
        }
    }
}
