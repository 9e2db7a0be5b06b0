package kz.qalqan.alerts.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.qalqan.alerts.channel.Message;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.ReadingBatch;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All SQL of the couriers. Threads: any. */
final class OutboxTable {
    private static final String ROW =
            "SELECT receiver, position, alert_id, subject, kind, reason, at_us, people, general, attempts, expires_us";
    /** The next of each subject: for a copy the newest, else the oldest; the other ones wait behind it. */
    private static final String DUE = ROW + " FROM outbox o WHERE receiver = ? AND state = 'waiting' AND next_us <= ?"
            + " AND NOT EXISTS (SELECT 1 FROM outbox n WHERE n.receiver = o.receiver AND n.subject = o.subject"
            + " AND n.state = 'waiting' AND n.position %s o.position) ORDER BY urgency, position LIMIT ?";

    private static final String DUE_NEWEST = DUE.formatted(">");
    private static final String DUE_OLDEST = DUE.formatted("<");
    private static final String DONE = "UPDATE outbox SET state = ?, attempts = attempts + 1, done_us = ?, error = ?,"
            + " address = ? WHERE receiver = ? AND position = ? AND state = 'waiting'";
    private static final String AGAIN =
            "UPDATE outbox SET attempts = attempts + 1, next_us = ?, error = ? WHERE receiver = ? AND position = ?";
    private static final String REPLACED = "UPDATE outbox SET state = 'replaced', done_us = ?"
            + " WHERE receiver = ? AND subject = ? AND position < ? AND state = 'waiting'";
    private static final String MOVED = "UPDATE outbox SET address = NULL"
            + " WHERE receiver = ? AND subject = ? AND position <> ? AND address IS NOT NULL";
    private static final String OF_ALERT = "SELECT receiver, alert_id, position, kind, reason, at_us, state, attempts,"
            + " next_us, done_us, error FROM outbox WHERE alert_id = ? ORDER BY position, receiver LIMIT ?";

    private final Jdbi jdbi;

    OutboxTable(Database database) {
        this.jdbi = database.jdbi();
    }

    /** What waits for a receiver. */
    record Row(
            String receiver,
            long position,
            String alertId,
            String subject,
            String event,
            Reason reason,
            Instant at,
            Message.Audience audience,
            int attempts,
            @Nullable Instant expires) {}

    /** What became of a row: done with, or tried again later. */
    record Mark(
            Row row,
            @Nullable String state,
            Instant at,
            String error,
            @Nullable String address) {}

    /** How many wait for a receiver, and since when the oldest. */
    record Waiting(String receiver, long count, Instant oldest) {}

    List<Row> due(String receiver, boolean newest, Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(newest ? DUE_NEWEST : DUE_OLDEST)
                .bind(0, receiver)
                .bind(1, ReadingBatch.micros(now))
                .bind(2, limit)
                .map((row, context) -> row(row))
                .list());
    }

    private static Row row(ResultSet row) throws SQLException {
        long expires = row.getLong("expires_us");
        boolean ever = !row.wasNull();
        return new Row(
                row.getString("receiver"),
                row.getLong("position"),
                row.getString("alert_id"),
                row.getString("subject"),
                row.getString("kind"),
                Reason.of(row.getString("reason")).orElse(Reason.CHANGED),
                ReadingBatch.instantOfMicros(row.getLong("at_us")),
                new Message.Audience(Outbox.people(row.getString("people")), row.getInt("general") == 1),
                row.getInt("attempts"),
                ever ? ReadingBatch.instantOfMicros(expires) : null);
    }

    /** Notes what became of rows, in one transaction. */
    void mark(List<Mark> marks, boolean copies) {
        jdbi.useTransaction(handle -> {
            for (Mark mark : marks) {
                mark(handle, mark, copies);
            }
        });
    }

    private static void mark(Handle handle, Mark mark, boolean copies) {
        Row row = mark.row();
        long at = ReadingBatch.micros(mark.at());
        if (mark.state() == null) {
            handle.execute(AGAIN, at, mark.error(), row.receiver(), row.position());
            return;
        }
        handle.execute(DONE, mark.state(), at, mark.error(), mark.address(), row.receiver(), row.position());
        if (copies) {
            handle.execute(REPLACED, at, row.receiver(), row.subject(), row.position());
            handle.execute(MOVED, row.receiver(), row.subject(), row.position());
        }
    }

    /** Where a receiver's copy of a subject lies. */
    Optional<String> address(String receiver, String subject) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT address FROM outbox WHERE receiver = ? AND subject = ?"
                                + " AND address IS NOT NULL ORDER BY position DESC LIMIT 1")
                        .bind(0, receiver)
                        .bind(1, subject)
                        .mapTo(String.class)
                        .findOne());
    }

    /** What a receiver has been told of an alert before a position. */
    List<Message.Earlier> earlier(Row row) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT position, at_us FROM outbox WHERE alert_id = ?"
                        + " AND receiver = ? AND position < ? AND state = 'delivered' ORDER BY position")
                .bind(0, row.alertId())
                .bind(1, row.receiver())
                .bind(2, row.position())
                .map((found, context) -> new Message.Earlier(
                        Message.id(row.alertId(), found.getLong(1)), ReadingBatch.instantOfMicros(found.getLong(2))))
                .list());
    }

    /** Alerts whose end a receiver was told at or after {@code since}. */
    List<String> endedSince(String receiver, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT DISTINCT alert_id FROM outbox WHERE receiver = ?"
                        + " AND state <> 'waiting' AND done_us >= ? AND reason = 'closed'")
                .bind(0, receiver)
                .bind(1, ReadingBatch.micros(since))
                .mapTo(String.class)
                .list());
    }

    List<Delivery> of(String alertId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_ALERT)
                .bind(0, alertId)
                .bind(1, limit)
                .map((row, context) -> delivery(row))
                .list());
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        boolean waits = row.getString("state").equals("waiting");
        return new Delivery(
                row.getString("receiver"),
                row.getString("alert_id"),
                row.getLong("position"),
                row.getString("kind"),
                row.getString("reason"),
                ReadingBatch.instantOfMicros(row.getLong("at_us")),
                new Delivery.Progress(
                        row.getString("state"),
                        row.getInt("attempts"),
                        waits && row.getLong("next_us") > 0
                                ? ReadingBatch.instantOfMicros(row.getLong("next_us"))
                                : null,
                        waits ? null : ReadingBatch.instantOfMicros(row.getLong("done_us")),
                        row.getString("error")));
    }

    List<Waiting> waiting() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT receiver, count(*), min(at_us) FROM outbox WHERE state = 'waiting' GROUP BY receiver")
                .map((row, context) ->
                        new Waiting(row.getString(1), row.getLong(2), ReadingBatch.instantOfMicros(row.getLong(3))))
                .list());
    }

    /** Gives up what waits for receivers that are not configured any more. */
    int drop(String receiver, Instant now) {
        return jdbi.withHandle(handle -> handle.execute(
                "UPDATE outbox SET state = 'dropped', done_us = ?, error = 'the receiver left the configuration'"
                        + " WHERE receiver = ? AND state = 'waiting'",
                ReadingBatch.micros(now),
                receiver));
    }

    /** Forgets what was done with long ago; where a copy lies is kept. */
    int forget(Instant now, Duration kept) {
        return jdbi.withHandle(handle -> handle.execute(
                "DELETE FROM outbox WHERE state <> 'waiting' AND done_us < ? AND address IS NULL",
                ReadingBatch.micros(now.minus(kept))));
    }
}
