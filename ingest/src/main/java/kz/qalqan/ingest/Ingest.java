package kz.qalqan.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.qalqan.telemetry.Intake;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.NotReplayable;
import kz.qalqan.telemetry.Outlet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: MQTT messages become entries of the journals, and are acknowledged when these are on disk.
 *
 * <pre>
 * Paho's thread ──► inbox ──► ingest thread ──► journal of each site ──► acknowledging thread ──► broker
 *                  (bounded)   decode, judge      (fsync, elsewhere)      (in order of arrival)
 * </pre>
 *
 * <p>What the broker gave and we acknowledged is never lost and never doubled. The broker's window of unacknowledged
 * messages is the back-pressure: when the journal is slow, the broker keeps.
 *
 * <p>Threads: any.
 */
public final class Ingest implements Intake, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ingest.class);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(5);
    private static final long REPLAY_SECONDS_MAX = 10;

    private final IngestPorts ports;
    private final Books books = new Books();
    private final Inbox inbox;
    private final AckQueue acks;
    private final LinkTracker link;
    private final Pipeline pipeline;
    private final Replays replays;
    private final Saver saver;
    private final Judge judge;
    private final BrokerWatch broker;
    private final MqttLink in;
    private final MqttLink out;
    private final @Nullable SparkplugLink sparkplug;
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

    private Ingest(IngestConfig config, IngestPorts ports) {
        this.ports = ports;
        InstantSource clock = ports.clock();
        int messagesMax = config.receiveMaximum() * Limits.WINDOWS_MAX;
        Map<String, SiteLog> logs = new LinkedHashMap<>();
        ports.logs()
                .forEach((site, journal) -> logs.put(site, new SiteLog(site, journal, books::book, ports.metrics())));
        this.judge = new Judge(ports.plan(), ports.logs().keySet(), ports.metrics());
        Redelivery redelivery = new Redelivery(config.receiveMaximum());
        Path file = config.checkpoint();
        Checkpoint checkpoint = file == null ? Checkpoint.NOTHING : Checkpoint.read(file);
        Recovery recovery = new Recovery(books, judge);
        recovery.read(ports, checkpoint, redelivery);
        this.saver = new Saver(books, file);
        this.inbox = new Inbox(messagesMax);
        this.acks = new AckQueue(clock, ports.metrics(), messagesMax, inbox::wake);
        this.link = new LinkTracker(logs, clock);
        Admission admission = new Admission(judge, redelivery, ports.metrics());
        this.replays = new Replays(judge, admission, logs, clock);
        this.broker = new BrokerWatch(config.sessionExpiry());
        if (recovery.expectsSession(clock.instant(), config.sessionExpiry())) {
            broker.expectSession();
        }
        if (config.probe()) {
            var unused = subscribed.thenRun(() -> new QueueProbe(config, clock).start(broker));
        }
        this.in = new MqttLink(
                MqttLink.Settings.receiving(config, config.clientId(), Topic.FILTERS, clock), new Incoming());
        this.out =
                new MqttLink(MqttLink.Settings.publishing(config, config.clientId() + "-out", clock), new Outgoing());
        IngestConfig.Sparkplug host = config.sparkplug();
        SparkplugDoor door = new SparkplugDoor(judge, admission, ports.metrics(), clock, SparkplugDoor.patience(host));
        this.sparkplug = host == null ? null : new SparkplugLink(config, host.hostId(), ports, inbox, door);
        if (sparkplug != null) {
            door.asking(sparkplug::rebirth);
        }
        this.pipeline = new Pipeline(
                new Pipeline.Parts(inbox, acks, logs, admission, redelivery, link, door), ports, this::restart);
    }

    /**
     * Reads the journals' past, then connects and keeps trying: returns without waiting for the broker.
     *
     * @param config the broker
     * @param ports plan, journals, clock and counters
     */
    public static Ingest start(IngestConfig config, IngestPorts ports) {
        Ingest ingest = new Ingest(config, ports);
        ingest.link.begin();
        ingest.acks.start();
        ingest.pipeline.start();
        ingest.in.start();
        ingest.out.start();
        if (ingest.sparkplug != null) {
            ingest.sparkplug.start();
        }
        ingest.saver.start();
        return ingest;
    }

    private void restart(Delivery.Source source) {
        String reason = "its messages were too large to be held all at once";
        in.restart(source, reason);
        if (sparkplug != null) {
            sparkplug.restart(source, reason);
        }
    }

    /** How the connection of the Sparkplug host stands; empty when there is none. */
    public Optional<LinkState> sparkplug() {
        return Optional.ofNullable(sparkplug).map(SparkplugLink::state);
    }

    /** How the connection stands by which readings come. */
    public LinkState link() {
        return link.state();
    }

    /** How the connection stands by which we publish; it has no backlog to drain. */
    public LinkState outgoing() {
        MqttLink.Standing standing = out.standing();
        boolean up = standing.trouble().kind() == LinkTrouble.Kind.NONE;
        return new LinkState(up ? LinkChange.State.UP : LinkChange.State.DOWN, standing.trouble(), standing.since());
    }

    /** What of the broker's settings weakens the promise, each with its meaning; empty when nothing is known. */
    public List<String> brokerWarnings() {
        return broker.warnings();
    }

    /** Publishes; what it returns completes on a thread of the connection, so nothing chained to it may block. */
    public Outlet outlet() {
        return out::publish;
    }

    /** Completes at the first subscription: from then on nothing that is published can be missed. */
    public CompletableFuture<Void> subscribed() {
        return subscribed.copy();
    }

    @Override
    public List<Refused> quarantine(int limit) {
        return books.list(limit);
    }

    @Override
    public Optional<Refused> refused(String id) {
        return books.find(id);
    }

    /**
     * Decodes a refused message again with the plan in force. Blocks until the result is on disk.
     *
     * @throws NotReplayable when nothing of it can become a reading, or it was replayed before
     * @throws NoSuchElementException when no such message is listed
     * @throws IllegalStateException when the journal does not take it within ten seconds
     */
    @Override
    public Refused replay(String id) {
        Refused kept = refused(id).orElseThrow(() -> new NoSuchElementException("no refused message " + id));
        CompletableFuture<Void> done = new CompletableFuture<>();
        pipeline.execute(() -> replay(books.find(id).orElse(kept), done));
        try {
            done.get(REPLAY_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof NotReplayable refused) {
                throw refused;
            }
            throw new IllegalStateException("the replay of " + id + " did not reach the journal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the replay of " + id, e);
        }
        return books.find(id).orElse(kept);
    }

    private void replay(Refused kept, CompletableFuture<Void> done) {
        CompletableFuture<Void> unused = replays.replay(kept).whenComplete((nothing, trouble) -> {
            if (trouble == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(trouble);
            }
        });
    }

    @Override
    public Balance balance() {
        Map<String, IngestPorts.Progress> history = new HashMap<>();
        ports.logs().keySet().forEach(site -> history.put(site, ports.stored().of(site)));
        return books.balance(history);
    }

    @Override
    public List<DeviceCounts> devices() {
        return judge.devices().counts(ports.clock().instant());
    }

    @Override
    public List<UnknownDevice> unknownDevices() {
        return judge.strangers().list();
    }

    /** Takes no more, waits a little until what came is on disk and acknowledged, and leaves the broker. */
    @Override
    public void close() {
        inbox.close();
        try {
            pipeline.stop(DRAIN_MAX);
            if (!acks.awaitEmpty(DRAIN_MAX.toMillis())) {
                log.warn("closing before the journal took everything; the broker will deliver the rest again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (sparkplug != null) {
            sparkplug.close();
        }
        in.close();
        out.close();
        acks.close();
        saver.close();
    }

    /** What the incoming connection tells. */
    private final class Incoming implements MqttLink.Listener {
        @Override
        public boolean arrived(List<Delivery> deliveries) {
            return inbox.offer(deliveries, Limits.INBOX_WAIT);
        }

        @Override
        public void up(BrokerOffer offer) {
            ports.metrics().connected("in");
            broker.connected(offer, ports.clock().instant());
            inbox.execute(link::connected);
            subscribed.complete(null);
        }

        @Override
        public void down(LinkTrouble trouble) {
            ports.metrics().disconnected("in");
            inbox.execute(() -> link.down(trouble));
        }
    }

    /** What the outgoing connection tells. */
    private final class Outgoing implements MqttLink.Listener {
        @Override
        public boolean arrived(List<Delivery> deliveries) {
            return true;
        }

        @Override
        public void up(BrokerOffer offer) {
            ports.metrics().connected("out");
        }

        @Override
        public void down(LinkTrouble trouble) {
            ports.metrics().disconnected("out");
        }
    }
}
