package kz.qalqan.alerts.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertChange;
import kz.qalqan.alerts.AlertOutbox;
import kz.qalqan.alerts.channel.Person;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Decides who is told of an event and writes it down in the event's own transaction. From then on a crash loses
 * nothing: the couriers find it.
 *
 * <p>Threads: writes under the book's lock.
 */
public final class Outbox implements AlertOutbox {
    /** What is told first. */
    static final int URGENT = 0;

    private static final String INSERT = "INSERT INTO outbox (receiver, position, alert_id, subject, kind, reason,"
            + " urgency, at_us, people, general, state, attempts, next_us, expires_us, error)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, 0, ?, '')";
    private static final List<Priority> URGENCY = List.of(Priority.values());
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<Receiver> receivers;
    private final Roster roster;

    /** For these receivers. */
    public Outbox(List<Receiver> receivers, Roster roster) {
        this.receivers = List.copyOf(receivers);
        this.roster = roster;
    }

    @Override
    public void write(Connection connection, List<Noted> noted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Noted event : noted) {
                Reason reason = Reason.of(event);
                List<Person> people = people(event);
                for (Receiver receiver : receivers) {
                    add(insert, event, reason, receiver, people);
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert, Noted noted, Reason reason, Receiver receiver, List<Person> people)
            throws SQLException {
        boolean copy = receiver.way().keepsCopy();
        boolean general = copy || wanted(receiver.terms(), reason, noted.after());
        if (!general && (people.isEmpty() || !receiver.way().reachesPeople())) {
            return;
        }
        Alert alert = noted.after();
        Instant at = noted.event().at();
        insert.setString(1, receiver.name());
        insert.setLong(2, noted.event().position());
        insert.setString(3, alert.id());
        insert.setString(4, alert.life().late() ? alert.id() : alert.key().toString());
        insert.setString(5, noted.event().change().kind().word());
        insert.setString(6, reason.word());
        insert.setInt(7, reason == Reason.ESCALATED ? URGENT : URGENCY.indexOf(alert.priority()));
        insert.setLong(8, ReadingBatch.micros(at));
        insert.setString(9, text(people));
        insert.setInt(10, general ? 1 : 0);
        if (copy) {
            insert.setNull(11, Types.BIGINT);
        } else {
            insert.setLong(11, ReadingBatch.micros(at.plus(receiver.terms().expires())));
        }
        insert.addBatch();
    }

    private static boolean wanted(Terms terms, Reason reason, Alert alert) {
        return terms.on().contains(reason) && !terms.priority().above(alert.priority());
    }

    /** Who is called with it, or may stand down. */
    private List<Person> people(Noted noted) {
        AlertChange change = noted.event().change();
        if (change instanceof AlertChange.Escalated escalated) {
            return roster.named(escalated.people());
        }
        Alert.Called called = noted.after().called();
        return called != null && Reason.answers(change.kind()) ? roster.named(called.people()) : List.of();
    }

    private static String text(List<Person> people) {
        try {
            return MAPPER.writeValueAsString(people);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + people.size() + " people", e);
        }
    }

    static List<Person> people(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read stored people: " + e.getOriginalMessage(), e);
        }
    }
}
