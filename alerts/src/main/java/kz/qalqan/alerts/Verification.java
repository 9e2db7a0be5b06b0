package kz.qalqan.alerts;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.ReadingBatch;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole alert journal, follows the chain, folds the events and compares the alerts with them. Reads in pages
 * beside the writer, up to the event that was newest at its start.
 *
 * <p>What it cannot see alone: a journal rewritten from some point on with new hashes to its end. For that the head is
 * compared with one that was published.
 */
final class Verification {
    private static final int PAGE = 500;

    private final Jdbi jdbi;

    Verification(Database database) {
        this.jdbi = database.jdbi();
    }

    private record Row(
            long position, String alertId, String kind, long atMicros, Sums sums, String body, String hash) {}

    /** What is kept beside an event for figures and idempotency. */
    private record Sums(
            String site,
            String priority,
            boolean asks,
            @Nullable String stepKey) {}

    private record Stored(long journal, @Nullable Long closedMicros, String priority, long opened, String body) {}

    private record Fault(long position, String what) {}

    ChainCheck check() {
        Chain head = jdbi.withHandle(handle -> handle.createQuery("SELECT position, hash FROM alert_head")
                .map((row, context) -> new Chain(row.getLong(1), row.getString(2)))
                .findOne()
                .orElse(Chain.EMPTY));
        Run run = new Run(head);
        Optional<Fault> fault = run.events();
        if (fault.isEmpty()) {
            fault = run.end();
        }
        return new ChainCheck(
                fault.isEmpty(),
                run.chain.position(),
                run.chain.hash(),
                fault.map(Fault::position).orElse(null),
                fault.map(Fault::what).orElse(null));
    }

    /** One pass. */
    private final class Run {
        private final Chain head;
        private final Map<String, Alert> folded = new HashMap<>();
        private Chain chain = Chain.EMPTY;
        private long raised;

        Run(Chain head) {
            this.head = head;
        }

        Optional<Fault> events() {
            while (chain.position() < head.position()) {
                List<Row> page = page(chain.position(), head.position());
                if (page.isEmpty()) {
                    return fault(chain.position() + 1, "the event is missing");
                }
                Set<String> touched = new LinkedHashSet<>();
                for (Row row : page) {
                    Optional<Fault> fault = follow(row);
                    if (fault.isPresent()) {
                        return fault;
                    }
                    touched.add(row.alertId);
                }
                Optional<Fault> fault = compare(touched);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private Optional<Fault> follow(Row row) {
            if (row.position != chain.position() + 1) {
                return fault(chain.position() + 1, "the event is missing");
            }
            Chain next = chain.link(row.body);
            if (!next.hash().equals(row.hash)) {
                return fault(
                        row.position, "the event was altered or moved: its hash does not follow from the one before");
            }
            AlertEvent event = AlertJson.event(row.body, row.hash);
            Alert before = folded.get(event.alertId());
            Alert after = event.change().applyTo(before, event).settled(event.position(), event.at());
            if (!columns(Draft.Line.of(event, row.body, before, after)).equals(row)) {
                return fault(row.position, "the event's columns are not what its body says");
            }
            raised += event.change().raises() ? 1 : 0;
            folded.put(row.alertId, after);
            chain = next;
            return Optional.empty();
        }

        private Row columns(Draft.Line line) {
            AlertEvent event = line.event();
            Step step = event.change().step();
            String key = step == null ? null : step.key();
            String priority = line.after().priority().word();
            return new Row(
                    event.position(),
                    event.alertId(),
                    event.change().kind().word(),
                    ReadingBatch.micros(event.at()),
                    new Sums(event.key().site(), priority, line.asks(), key),
                    line.body(),
                    event.hash());
        }

        /** Compares alerts with their events; what has later events yet is kept for them, what is closed is let go. */
        private Optional<Fault> compare(Set<String> ids) {
            Map<String, Stored> all = stored(ids);
            for (String id : ids) {
                Alert alert = Objects.requireNonNull(folded.get(id));
                Stored stored = all.get(id);
                if (stored == null
                        || stored.journal < alert.journal()
                        || stored.opened != alert.life().opened()) {
                    return fault(alert.journal(), "alert '" + id + "' is missing or older than its events");
                }
                if (stored.journal == alert.journal() && !same(stored, alert)) {
                    return fault(alert.journal(), "alert '" + id + "' is not what its events say");
                }
                if (stored.journal == alert.journal() && !alert.open()) {
                    folded.remove(id);
                }
            }
            return Optional.empty();
        }

        Optional<Fault> end() {
            if (!chain.equals(head)) {
                return fault(head.position(), "the head of the journal is not its newest event");
            }
            Map<String, Stored> all = stored(folded.keySet());
            for (Alert alert : folded.values()) {
                Stored stored = all.get(alert.id());
                if (stored == null || (stored.journal != alert.journal() && stored.journal <= head.position())) {
                    return fault(alert.journal(), "alert '" + alert.id() + "' is not what its events say");
                }
            }
            long alerts = count("SELECT count(*) FROM alert WHERE opened <= ?");
            if (alerts != raised) {
                return fault(head.position(), alerts + " alerts stand beside " + raised + " that were raised");
            }
            long newest = jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce((SELECT max(position) FROM"
                            + " alert_event), 0) - coalesce((SELECT max(position) FROM alert_head), 0)")
                    .mapTo(Long.class)
                    .one());
            return newest == 0
                    ? Optional.empty()
                    : fault(head.position() + 1, "an event stands beyond the head of the journal");
        }

        private long count(String sql) {
            return jdbi.withHandle(handle -> handle.createQuery(sql)
                    .bind(0, head.position())
                    .mapTo(Long.class)
                    .one());
        }
    }

    private static boolean same(Stored stored, Alert alert) {
        Long closed = alert.life().closedAt() == null
                ? null
                : (Long) ReadingBatch.micros(alert.life().closedAt());
        return Objects.equals(stored.closedMicros, closed)
                && stored.priority.equals(alert.priority().word())
                && AlertJson.alert(stored.body).equals(alert);
    }

    private List<Row> page(long after, long upTo) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT position, alert_id, kind, at_us, site, priority,"
                        + " asks, step_key, body, hash"
                        + " FROM alert_event WHERE position > ? AND position <= ? ORDER BY position LIMIT "
                        + PAGE)
                .bind(0, after)
                .bind(1, upTo)
                .map((row, context) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        new Sums(row.getString(5), row.getString(6), row.getInt(7) == 1, row.getString(8)),
                        row.getString(9),
                        row.getString(10)))
                .list());
    }

    private Map<String, Stored> stored(Set<String> ids) {
        Map<String, Stored> stored = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> some = all.subList(from, Math.min(from + PAGE, all.size()));
            jdbi.useHandle(handle -> handle.createQuery(
                            "SELECT journal, closed_us, priority, opened, body, id FROM alert WHERE id IN (<ids>)")
                    .bindList("ids", some)
                    .map((row, context) -> stored.put(
                            row.getString(6),
                            new Stored(
                                    row.getLong(1),
                                    row.getObject(2) == null ? null : (Long) row.getLong(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getString(5))))
                    .list());
        }
        return stored;
    }

    private static Optional<Fault> fault(long position, String what) {
        return Optional.of(new Fault(position, what));
    }
}
