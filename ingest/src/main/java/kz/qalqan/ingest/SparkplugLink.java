package kz.qalqan.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.qalqan.ingest.sparkplug.Certificates;
import kz.qalqan.ingest.sparkplug.EdgeNode;
import kz.qalqan.ingest.sparkplug.SparkplugTopic;
import kz.qalqan.telemetry.LinkChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a Sparkplug host application: clean start and no session expiry, as the standard demands, with the
 * host's death certificate as will and its birth certificate after each subscription.
 *
 * <p>Threads: any.
 */
final class SparkplugLink implements MqttLink.Listener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SparkplugLink.class);
    private static final String STATES = SparkplugTopic.NAMESPACE + "/STATE/";
    private static final long FAREWELL_S_MAX = 2;
    private static final String NAME = "sparkplug";

    private final Certificates certificates;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final Inbox inbox;
    private final SparkplugDoor door;
    private final MqttLink link;

    /** The time in the will of the connection that stands: its birth certificate must bear the same. */
    private volatile Instant willed = Instant.EPOCH;

    private volatile boolean announced;
    private volatile String unannounced = "";

    SparkplugLink(IngestConfig config, String hostId, IngestPorts ports, Inbox inbox, SparkplugDoor door) {
        this.certificates = new Certificates(hostId);
        this.clock = ports.clock();
        this.metrics = ports.metrics();
        this.inbox = inbox;
        this.door = door;
        this.link = new MqttLink(
                MqttLink.Settings.receiving(
                                config,
                                config.clientId() + "-sparkplug",
                                List.of(certificates.topic(), SparkplugTopic.NAMESPACE + "/#"),
                                clock)
                        .clean()
                        .withWill(this::will),
                this);
    }

    void start() {
        link.start();
    }

    /** How it stands. */
    LinkState state() {
        MqttLink.Standing standing = link.standing();
        boolean up = standing.trouble().kind() == LinkTrouble.Kind.NONE;
        LinkTrouble trouble = up && !unannounced.isEmpty()
                ? LinkTrouble.of(LinkTrouble.Kind.OTHER, "the host's STATE is not published: " + unannounced)
                : standing.trouble();
        boolean fine = trouble.kind() == LinkTrouble.Kind.NONE;
        return new LinkState(fine ? LinkChange.State.UP : LinkChange.State.DOWN, trouble, standing.since());
    }

    /** Breaks the connection when it is this one. */
    void restart(Delivery.Source source, String reason) {
        link.restart(source, reason);
    }

    /** Asks a node for its births. Nobody confirms: when it is lost, the node is asked again. */
    void rebirth(EdgeNode node) {
        link.send(Certificates.commands(node), Certificates.rebirth(clock.instant()));
    }

    private MqttLink.Will will() {
        willed = clock.instant();
        announced = false;
        return new MqttLink.Will(certificates.topic(), Certificates.state(false, willed), true);
    }

    private void announce() {
        announced = true;
        var unused = link.publish(certificates.topic(), Certificates.state(true, willed), true)
                .whenComplete((done, trouble) -> published(trouble));
    }

    private void published(@Nullable Throwable trouble) {
        unannounced = trouble == null ? "" : String.valueOf(trouble.getMessage());
        if (trouble != null) {
            log.warn("{}: edge nodes do not see this host: {}", certificates.topic(), unannounced);
        }
    }

    @Override
    public boolean arrived(List<Delivery> deliveries) {
        List<Delivery> ofNodes = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            if (delivery.topic().startsWith(STATES)) {
                state(delivery);
                taken(delivery);
            } else if (command(delivery.topic())) {
                taken(delivery);
            } else {
                ofNodes.add(delivery);
            }
        }
        return ofNodes.isEmpty() || inbox.offer(ofNodes, Limits.INBOX_WAIT);
    }

    /** What hosts send, we among them. */
    private static boolean command(String topic) {
        return SparkplugTopic.parse(topic)
                .filter(parts -> parts.verb().command())
                .isPresent();
    }

    /** Somebody said that we are offline, for example the will of our last connection: we are not. */
    private void state(Delivery delivery) {
        boolean ours = delivery.topic().equals(certificates.topic());
        if (ours && announced && Certificates.offline(delivery.body().bytes())) {
            log.info("{} said offline; saying online again", certificates.topic());
            announce();
        }
    }

    private static void taken(Delivery delivery) {
        if (delivery.packetId() != 0) {
            delivery.source().acknowledge(delivery.packetId());
        }
    }

    @Override
    public void up(BrokerOffer offer) {
        metrics.connected(NAME);
        announce();
        door.lineUp();
    }

    @Override
    public void down(LinkTrouble trouble) {
        metrics.disconnected(NAME);
        announced = false;
        door.lineDown();
    }

    /** Says that the host goes, then goes. */
    @Override
    public void close() {
        announced = false;
        if (link.connected()) {
            try {
                link.publish(certificates.topic(), Certificates.state(false, clock.instant()), true)
                        .get(FAREWELL_S_MAX, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                log.warn("{}: the broker did not take our farewell", certificates.topic(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        link.close();
    }
}
