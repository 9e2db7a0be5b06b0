package kz.qalqan.alerts.channel;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertOutbox;
import kz.qalqan.alerts.Step;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.telemetry.Finding;

/** A real book, and the messages its events would make. */
final class Alerts implements AutoCloseable {
    private final Database database;
    private final AlertBook book;
    private final List<Message> messages = new ArrayList<>();
    private long position;

    Alerts(Path dir, InstantSource clock) {
        database = Database.open(DatabaseConfig.embedded(), dir);
        book = AlertBook.open(database, clock, (connection, noted) -> noted.forEach(this::note));
    }

    private void note(AlertOutbox.Noted noted) {
        Alert alert = noted.after();
        messages.add(new Message(
                Message.id(alert.id(), noted.event().position()),
                Reason.of(noted),
                noted.event().change().kind().word(),
                noted.event().at(),
                alert,
                new Message.Audience(List.of(), true),
                messages.stream()
                        .filter(message -> message.alert().id().equals(alert.id()))
                        .map(message -> new Message.Earlier(message.id(), message.at()))
                        .toList(),
                null));
    }

    Message apply(Finding finding) {
        position++;
        book.apply(Sample.SITE, position, List.of(finding));
        return last();
    }

    Message acknowledge(String id) {
        book.acknowledge(id, new Step("aigul", "10.0.0.7", "", "key-" + position));
        return last();
    }

    private Message last() {
        return messages.get(messages.size() - 1);
    }

    /** The same message to a receiver whose copy lies somewhere. */
    static Message at(String address, Message message) {
        return new Message(
                message.id(),
                message.reason(),
                message.event(),
                message.at(),
                message.alert(),
                message.audience(),
                List.of(),
                address);
    }

    /** The same message for people. */
    static Message to(List<Person> people, Message message) {
        return new Message(
                message.id(),
                message.reason(),
                message.event(),
                message.at(),
                message.alert(),
                new Message.Audience(people, false),
                List.of(),
                null);
    }

    static Instant now() {
        return InstantSource.system().instant();
    }

    @Override
    public void close() {
        database.close();
    }
}
