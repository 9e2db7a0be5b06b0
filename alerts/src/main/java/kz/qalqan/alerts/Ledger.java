package kz.qalqan.alerts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.ReadingBatch;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The book's tables; all SQL of this module that writes.
 *
 * <p>Threads: any; writers are kept apart by the book.
 */
final class Ledger {
    private static final String UPSERT_ALERT = "INSERT INTO alert"
            + " (id, alert_key, site, zone, priority, late, raised_us, closed_us, opened, journal, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET zone = excluded.zone,"
            + " priority = excluded.priority, closed_us = excluded.closed_us, journal = excluded.journal,"
            + " body = excluded.body";
    private static final String INSERT_EVENT = "INSERT INTO alert_event"
            + " (position, alert_id, kind, at_us, site, priority, asks, step_key, body, hash)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPSERT_HEAD = "INSERT INTO alert_head (one, position, hash) VALUES (1, ?, ?)"
            + " ON CONFLICT (one) DO UPDATE SET position = excluded.position, hash = excluded.hash";
    private static final String UPSERT_CURSOR = "INSERT INTO alert_cursor (site, position) VALUES (?, ?)"
            + " ON CONFLICT (site) DO UPDATE SET position = excluded.position";
    private static final String EVENTS =
            "SELECT body, hash FROM alert_event WHERE position > ? ORDER BY position LIMIT ?";

    private final Jdbi jdbi;
    private final AlertOutbox outbox;

    Ledger(Database database, AlertOutbox outbox) {
        this.jdbi = database.jdbi();
        this.outbox = outbox;
    }

    /** Events, alerts, what must be told of them, head and cursors in one transaction; on disk when this returns. */
    void write(Draft draft, Map<String, Long> cursors) throws SQLException {
        jdbi.<SQLException>useTransaction(handle -> {
            if (!draft.lines().isEmpty()) {
                writeAlerts(handle.getConnection(), draft.alerts());
                writeEvents(handle.getConnection(), draft.lines());
                outbox.write(handle.getConnection(), draft.noted());
                handle.execute(
                        UPSERT_HEAD, draft.chain().position(), draft.chain().hash());
            }
            for (Map.Entry<String, Long> cursor : cursors.entrySet()) {
                handle.execute(UPSERT_CURSOR, cursor.getKey(), cursor.getValue());
            }
        });
    }

    /**
     * Closed ones first: a key may close and open again in one transaction. Plain JDBC: a storm has no time to lose.
     */
    private static void writeAlerts(Connection connection, List<Alert> alerts) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_ALERT)) {
            for (Alert alert : alerts) {
                if (!alert.open()) {
                    add(upsert, alert);
                }
            }
            for (Alert alert : alerts) {
                if (alert.open()) {
                    add(upsert, alert);
                }
            }
            upsert.executeBatch();
        }
    }

    private static void add(PreparedStatement upsert, Alert alert) throws SQLException {
        Instant closed = alert.life().closedAt();
        upsert.setString(1, alert.id());
        upsert.setString(2, alert.key().toString());
        upsert.setString(3, alert.site());
        upsert.setString(4, alert.zone());
        upsert.setString(5, alert.priority().word());
        upsert.setInt(6, alert.life().late() ? 1 : 0);
        upsert.setLong(7, ReadingBatch.micros(alert.life().raisedAt()));
        if (closed == null) {
            upsert.setNull(8, Types.BIGINT);
        } else {
            upsert.setLong(8, ReadingBatch.micros(closed));
        }
        upsert.setLong(9, alert.life().opened());
        upsert.setLong(10, alert.journal());
        upsert.setString(11, AlertJson.text(alert));
        upsert.addBatch();
    }

    private static void writeEvents(Connection connection, List<Draft.Line> lines) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
            for (Draft.Line line : lines) {
                AlertEvent event = line.event();
                Step step = event.change().step();
                insert.setLong(1, event.position());
                insert.setString(2, event.alertId());
                insert.setString(3, event.change().kind().word());
                insert.setLong(4, ReadingBatch.micros(event.at()));
                insert.setString(5, event.key().site());
                insert.setString(6, line.after().priority().word());
                insert.setInt(7, line.asks() ? 1 : 0);
                insert.setString(8, step == null ? null : step.key());
                insert.setString(9, line.body());
                insert.setString(10, event.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    Chain head() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT position, hash FROM alert_head")
                .map((row, context) -> new Chain(row.getLong(1), row.getString(2)))
                .findOne()
                .orElse(Chain.EMPTY));
    }

    Map<String, Long> cursors() {
        Map<String, Long> cursors = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("SELECT site, position FROM alert_cursor")
                .map((row, context) -> cursors.put(row.getString(1), row.getLong(2)))
                .list());
        return cursors;
    }

    OpenAlerts open() {
        OpenAlerts open = new OpenAlerts();
        alerts("SELECT body FROM alert WHERE closed_us IS NULL ORDER BY opened", List.of())
                .forEach(open::put);
        return open;
    }

    Optional<Alert> find(String id) {
        return alerts("SELECT body FROM alert WHERE id = ?", List.of(id)).stream()
                .findFirst();
    }

    /** The event a step with this idempotency key has already become. */
    Optional<AlertEvent> taken(String alertId, @Nullable String stepKey) {
        if (stepKey == null) {
            return Optional.empty();
        }
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT body, hash FROM alert_event WHERE alert_id = ? AND step_key = ?")
                        .bind(0, alertId)
                        .bind(1, stepKey)
                        .map((row, context) -> AlertJson.event(row.getString(1), row.getString(2)))
                        .findOne());
    }

    List<AlertEvent> events(long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(EVENTS)
                .bind(0, after)
                .bind(1, limit)
                .map((row, context) -> AlertJson.event(row.getString(1), row.getString(2)))
                .list());
    }

    List<AlertEvent> history(String alertId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT body, hash FROM alert_event WHERE alert_id = ? ORDER BY position")
                        .bind(0, alertId)
                        .map((row, context) -> AlertJson.event(row.getString(1), row.getString(2)))
                        .list());
    }

    List<Alert> alerts(AlertQuery query) {
        StringBuilder sql = new StringBuilder("SELECT body FROM alert WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        sql.append(query.open() ? " AND closed_us IS NULL" : "");
        also(sql, values, " AND site = ?", query.site());
        also(sql, values, " AND zone = ?", query.zone());
        also(
                sql,
                values,
                " AND priority = ?",
                query.priority() == null ? null : query.priority().word());
        also(sql, values, " AND raised_us >= ?", micros(query.from()));
        also(sql, values, " AND raised_us < ?", micros(query.to()));
        also(sql, values, " AND opened < ?", query.after());
        also(sql, values, " ORDER BY opened DESC LIMIT ?", query.limit() + 1);
        return alerts(sql.toString(), values);
    }

    private List<Alert> alerts(String sql, List<?> values) {
        return jdbi.withHandle(handle -> {
            try (Query query = handle.createQuery(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    query.bind(i, values.get(i));
                }
                return query.map((row, context) -> AlertJson.alert(row.getString(1)))
                        .list();
            }
        });
    }

    private static void also(StringBuilder sql, List<Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            sql.append(clause);
            values.add(value);
        }
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : ReadingBatch.micros(instant);
    }
}
