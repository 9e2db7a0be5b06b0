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
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import kz.qalqan.alerts.channel.AlertmanagerChannel;
import kz.qalqan.alerts.channel.CapChannel;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.MailChannel;
import kz.qalqan.alerts.channel.MqttChannel;
import kz.qalqan.alerts.channel.Places;
import kz.qalqan.alerts.channel.WebhookChannel;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Tally;
import kz.qalqan.ingest.Ingest;
import kz.qalqan.ingest.LinkState;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Plan;

/** Which channel each configured receiver is told by, and what is counted of it. */
final class Telling {
    private static final double MILLIS_PER_SECOND = 1000;

    private Telling() {}

    /** The channel of each receiver, in the order of the configuration. */
    static Map<Receiver, Channel> channels(
            List<Receiver> receivers, Plan plan, boolean simulation, Ingest ingest, InstantSource clock) {
        Map<Receiver, Channel> channels = new LinkedHashMap<>();
        Places places = new Places(() -> plan);
        for (Receiver receiver : receivers) {
            channels.put(receiver, switched(receiver.way(), plan, new Around(simulation, places, ingest, clock)));
        }
        return channels;
    }

    private record Around(boolean simulation, Places places, Ingest ingest, InstantSource clock) {}

    private static Channel switched(Receiver.Way way, Plan plan, Around around) {
        if (way instanceof Receiver.Webhook hook) {
            return new WebhookChannel(hook.url(), hook.secret(), around.clock());
        }
        if (way instanceof Receiver.Alertmanager server) {
            return new AlertmanagerChannel(server.url(), around.clock());
        }
        if (way instanceof Receiver.Cap cap) {
            CapChannel.Sender sender = new CapChannel.Sender(cap.sender(), around.simulation(), around.places());
            URI url = cap.url();
            return url == null
                    ? CapChannel.writing(Objects.requireNonNull(cap.directory()), sender)
                    : CapChannel.posting(url, cap.secret(), sender);
        }
        if (way instanceof Receiver.Mail mail) {
            return new MailChannel(mail.server(), new MailChannel.Letter(mail.from(), mail.to()), around.places());
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
    static Tally tally(MeterRegistry registry) {
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
    static void measure(MeterRegistry registry, Notifications notifications, InstantSource clock) {
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
