package kz.qalqan.alerts.notify;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.Step;
import kz.qalqan.alerts.channel.MailChannel;
import kz.qalqan.alerts.channel.Person;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.alerts.channel.Sample;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Priority;

/** A book with its outbox and one courier, on a clock driven by hand. */
final class Desk {
    static final Receiver HOOK = new Receiver(
            "hook",
            new Receiver.Webhook(URI.create("http://127.0.0.1:1"), "secret"),
            terms(EnumSet.of(Reason.ASKS, Reason.ESCALATED, Reason.ANSWERED, Reason.CLOSED)));
    static final Receiver MAIL = new Receiver(
            "mail",
            new Receiver.Mail(
                    new MailChannel.Server("localhost", 25, MailChannel.Protection.NONE, "", ""),
                    "qalqan@mine.kz",
                    List.of("room@mine.kz")),
            terms(EnumSet.of(Reason.ASKS)));
    static final Receiver PANEL = new Receiver("panel", new Receiver.Mqtt(), terms(EnumSet.allOf(Reason.class)));
    static final Roster ROSTER = new Roster(
            List.of(
                    new Roster.Step(Duration.ofMinutes(2), Priority.CRITICAL, "dispatcher"),
                    new Roster.Step(Duration.ofMinutes(5), Priority.HIGH, "engineer")),
            List.of(
                    new Roster.Duty(new Person("Aigul", "dispatcher", "aigul@mine.kz", ""), "", Set.of()),
                    new Roster.Duty(new Person("Serik", "engineer", "serik@mine.kz", "+7"), Sample.SITE, Set.of(3)),
                    new Roster.Duty(new Person("Dana", "engineer", "dana@mine.kz", "+7"), Sample.SITE, Set.of(4))),
            Sample::plan);

    final Clock clock = new Clock();
    final Recorder recorder = new Recorder();
    final List<String> tally = new ArrayList<>();
    final Database database;
    final AlertBook book;
    Courier courier;
    private final Receiver receiver;
    private final long seed;
    private long position;

    Desk(Database database, Receiver receiver, long seed) {
        this.database = database;
        this.receiver = receiver;
        this.seed = seed;
        this.book = AlertBook.open(database, clock, new Outbox(List.of(receiver), ROSTER));
        recorder.keepsCopy = receiver.way().keepsCopy();
        this.courier = courier();
    }

    static Terms terms(Set<Reason> on) {
        return new Terms(on, Priority.LOW, Duration.ofHours(24), null);
    }

    static Database open(Path dir) {
        return Database.open(kz.qalqan.database.DatabaseConfig.embedded(), dir);
    }

    Courier courier() {
        return new Courier(
                receiver,
                recorder,
                new Courier.Parts(
                        new OutboxTable(database),
                        book,
                        clock,
                        new Random(seed),
                        (name, outcome, delay) -> tally.add(outcome),
                        () -> true));
    }

    /** As after a crash: the courier knows nothing but the outbox. */
    void restart() {
        courier = courier();
    }

    void apply(Finding... findings) {
        position++;
        book.apply(Sample.SITE, position, List.of(findings));
    }

    Instant now() {
        return clock.instant();
    }

    /** Rounds until nothing more is due. */
    void rounds() throws InterruptedException {
        while (courier.round()) {
            // goes on as its thread would
        }
    }

    /** A round every second for so long. */
    void pass(Duration time) throws InterruptedException {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.forward(Duration.ofSeconds(1));
            book.escalate(now(), ROSTER);
            rounds();
        }
    }

    void acknowledgeAll() {
        for (Alert alert : book.alerts(AlertQuery.openOnes()).alerts()) {
            book.acknowledge(alert.id(), step());
        }
    }

    static Step step() {
        return new Step("aigul", "10.0.0.7", "", UUID.randomUUID().toString());
    }

    List<Delivery> deliveries(String alertId) {
        return new OutboxTable(database).of(alertId, 100);
    }

    static final class Clock implements InstantSource {
        private volatile Instant now = Sample.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        synchronized void forward(Duration time) {
            now = now.plus(time);
        }
    }
}
