package kz.qalqan.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.channel.AlertmanagerChannel;
import kz.qalqan.alerts.channel.CapChannel;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.MailChannel;
import kz.qalqan.alerts.channel.MqttChannel;
import kz.qalqan.alerts.channel.Places;
import kz.qalqan.alerts.channel.WebhookChannel;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.alerts.notify.Outbox;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Roster;
import kz.qalqan.alerts.notify.Tally;
import kz.qalqan.app.config.Config;
import kz.qalqan.database.Database;
import kz.qalqan.ingest.Ingest;
import kz.qalqan.ingest.LinkState;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Plan;

/**
 * Who outside is told of alerts, by which channel, and what is counted of it.
 *
 * <p>Threads: any.
 */
final class Telling {
    private static final double MILLIS_PER_SECOND = 1000;

    private final Config.Notify config;
    private final Plan plan;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final Roster roster;

    Telling(Config.Notify config, Plan plan, InstantSource clock, MeterRegistry registry) {
        this.config = config;
        this.plan = plan;
        this.clock = clock;
        this.registry = registry;
        this.roster = new Roster(config.escalation(), config.roster(), () -> plan);
    }

    /**
     * The parts it works with.
     *
     * @param simulation whether the mine is simulated
     */
    record Around(Database database, AlertBook book, Ingest ingest, Heartbeat heartbeat, boolean simulation) {}

    /** What decides who is told, in the transaction of each event. */
    Outbox outbox() {
        return new Outbox(config.receivers(), roster);
    }

    /** Calls people, once a second. */
    Consumer<Instant> calls(AlertBook book) {
        return now -> book.escalate(now, roster);
    }

    /** Starts a courier for each receiver. */
    Notifications start(Around around) {
        Map<Receiver, Channel> channels = new LinkedHashMap<>();
        config.receivers().forEach(receiver -> channels.put(receiver, channel(receiver.way(), around)));
        Notifications.Ports ports = new Notifications.Ports(
                around.database(),
                around.book(),
                clock,
                new SplittableRandom(clock.instant().toEpochMilli()),
                tally(registry),
                around.heartbeat()::watching);
        Notifications notifications = Notifications.start(ports, channels);
        measure(registry, notifications, clock);
        return notifications;
    }

    private Channel channel(Receiver.Way way, Around around) {
        Places places = new Places(() -> plan);
        if (way instanceof Receiver.Webhook hook) {
            return new WebhookChannel(hook.url(), hook.secret(), clock);
        }
        if (way instanceof Receiver.Alertmanager server) {
            return new AlertmanagerChannel(server.url(), clock);
        }
        if (way instanceof Receiver.Cap cap) {
            CapChannel.Sender sender = new CapChannel.Sender(cap.sender(), around.simulation(), places);
            URI url = cap.url();
            return url == null
                    ? CapChannel.writing(Objects.requireNonNull(cap.directory()), sender)
                    : CapChannel.posting(url, cap.secret(), sender);
        }
        if (way instanceof Receiver.Mail mail) {
            return new MailChannel(mail.server(), new MailChannel.Letter(mail.from(), mail.to()), places);
        }
        return new MqttChannel(
                around.ingest().outlet(), List.copyOf(plan.sites().keySet()), connectedSince(around.ingest()));
    }

    private static Supplier<Instant> connectedSince(Ingest ingest) {
        return () -> {
            LinkState link = ingest.outgoing();
            return link.state() == LinkChange.State.UP ? link.since() : Instant.MAX;
        };
    }

    /** Counts attempts by receiver and outcome, and how long after its event news arrived. */
    private static Tally tally(MeterRegistry registry) {
        return (receiver, outcome, delay) -> {
            registry.counter("qalqan.notifications", "receiver", receiver, "outcome", outcome)
                    .increment();
            if (outcome.equals("delivered")) {
                Timer.builder("qalqan.notification.delay")
                        .description("Event to delivery")
                        .tags("receiver", receiver)
                        .publishPercentileHistogram()
                        .register(registry)
                        .record(delay.isNegative() ? Duration.ZERO : delay);
            }
        };
    }

    /** Shows what waits for each receiver. */
    private static void measure(MeterRegistry registry, Notifications notifications, InstantSource clock) {
        for (Notifications.State receiver : notifications.receivers()) {
            gauge(
                    registry,
                    "qalqan.notifications.waiting",
                    receiver.name(),
                    notifications,
                    Notifications.State::waiting);
            gauge(registry, "qalqan.notifications.oldest.seconds", receiver.name(), notifications, state -> {
                Instant oldest = state.oldestAt();
                return oldest == null
                        ? 0
                        : Duration.between(oldest, clock.instant()).toMillis() / MILLIS_PER_SECOND;
            });
        }
    }

    private static void gauge(
            MeterRegistry registry,
            String name,
            String receiver,
            Notifications notifications,
            ToDoubleFunction<Notifications.State> value) {
        Gauge.builder(name, notifications, all -> all.receivers().stream()
                        .filter(state -> state.name().equals(receiver))
                        .mapToDouble(value)
                        .sum())
                .tags("receiver", receiver)
                .register(registry);
    }
}
