package kz.qalqan.alerts.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertForm;
import kz.qalqan.telemetry.Outlet;
import org.jspecify.annotations.Nullable;

/**
 * The retained alert topics of contract 4, for sirens and panels: {@code mine/{site}/{zone}/alerts/{key}} holds the
 * open alert, also while it is shelved, and is emptied when it closes. Whenever the connection was made anew, all that
 * is open is published again: a broker may have lost what it kept.
 *
 * <p>Threads: one courier; {@link #test} any.
 */
public final class MqttChannel implements Channel {
    private static final Duration CONFIRMED_MAX = Duration.ofSeconds(10);
    private static final byte[] EMPTY = {};

    private final Outlet outlet;
    private final List<String> sites;
    private final Supplier<Instant> connectedSince;
    private volatile Instant toldAllOf = Instant.MIN;

    /**
     * Publishes through an outlet.
     *
     * @param sites of the plan, for the test
     * @param connectedSince when the connection in use was made; {@link Instant#MAX} while there is none
     */
    public MqttChannel(Outlet outlet, List<String> sites, Supplier<Instant> connectedSince) {
        this.outlet = outlet;
        this.sites = List.copyOf(sites);
        this.connectedSince = connectedSince;
    }

    @Override
    public boolean keepsCopy() {
        return true;
    }

    /** Topic of an alert; a late one has none: it stands beside the live one of its key. */
    private static @Nullable String topic(Alert alert) {
        return alert.life().late() ? null : "mine/" + alert.site() + "/" + alert.zone() + "/alerts/" + alert.key();
    }

    @Override
    public Outcome deliver(Message message) throws InterruptedException {
        return deliverAll(List.of(message)).get(0);
    }

    @Override
    public List<Outcome> deliverAll(List<Message> messages) throws InterruptedException {
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        for (Message message : messages) {
            confirmations.add(publish(message));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Alert alert = messages.get(i).alert();
            Outcome outcome = confirmed(confirmations.get(i), alert.open() ? topic(alert) : null);
            outcomes.add(outcome);
            if (!outcome.isDelivered()) {
                break;
            }
        }
        return outcomes;
    }

    /** The topic is emptied when the alert has ended, and a former one when it has moved. */
    private CompletableFuture<Void> publish(Message message) {
        Alert alert = message.alert();
        String topic = topic(alert);
        String before = message.address();
        CompletableFuture<Void> emptied = before == null || before.equals(topic)
                ? CompletableFuture.completedFuture(null)
                : outlet.publish(before, EMPTY, true);
        byte[] body = alert.open() ? Written.json(AlertForm.of(alert)) : EMPTY;
        return topic == null ? emptied : CompletableFuture.allOf(emptied, outlet.publish(topic, body, true));
    }

    @Override
    public boolean wantsAll(Instant now) {
        Instant since = connectedSince.get();
        return !since.equals(toldAllOf) && since.isBefore(Instant.MAX);
    }

    @Override
    public Outcome tellAll(List<Alert> open, List<Alert> ended, Instant now) throws InterruptedException {
        Instant since = connectedSince.get();
        for (Alert alert : open) {
            String topic = topic(alert);
            if (topic != null) {
                Outcome outcome = confirmed(outlet.publish(topic, Written.json(AlertForm.of(alert)), true), topic);
                if (!outcome.isDelivered()) {
                    return outcome;
                }
            }
        }
        toldAllOf = since;
        return Outcome.delivered();
    }

    @Override
    public Outcome test(Instant now) throws InterruptedException {
        Outcome outcome = Outcome.delivered();
        for (String site : sites) {
            byte[] body = Written.json(Map.of("type", "test", "at", now.toString()));
            outcome = confirmed(outlet.publish("mine/" + site + "/qalqan/test", body, false), null);
        }
        return outcome;
    }

    private static Outcome confirmed(CompletableFuture<Void> confirmation, @Nullable String address)
            throws InterruptedException {
        try {
            confirmation.get(CONFIRMED_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return Outcome.lies(address);
        } catch (TimeoutException e) {
            return Outcome.unreachable("the broker did not confirm within " + CONFIRMED_MAX.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Outcome.unreachable(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        }
    }
}
