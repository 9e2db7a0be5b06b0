package kz.qalqan.alerts.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.Outcome;
import kz.qalqan.database.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the outside: one courier and one thread for each receiver, so that none waits for another.
 *
 * <pre>
 * alert change ─┬─► alert journal
 *               └─► outbox (same transaction) ──► courier of each receiver ──► MQTT, web hook, Alertmanager, CAP, mail
 * </pre>
 *
 * <p>Threads: any.
 */
public final class Notifications implements AutoCloseable {
    /** How long it is remembered what became of news. */
    public static final Duration KEPT = Duration.ofDays(90);

    /** Deliveries listed of one alert. */
    public static final int LISTED_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    private final OutboxTable table;
    private final InstantSource clock;
    private final Map<String, Rounds> couriers = new LinkedHashMap<>();
    private Instant forgetsAt = Instant.MIN;

    private Notifications(OutboxTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * What the couriers need.
     *
     * @param database where the outbox is
     * @param book the alerts
     * @param clock the service's time
     * @param random for back-off
     * @param tally where it is counted
     * @param alive whether the service does its work
     */
    public record Ports(
            Database database,
            AlertBook book,
            InstantSource clock,
            RandomGenerator random,
            Tally tally,
            BooleanSupplier alive) {}

    /**
     * How it stands with one receiver.
     *
     * @param name of the receiver
     * @param kind word of its kind
     * @param trouble what it said last; empty while all is well
     * @param since when the trouble began
     * @param deliveredAt when it last took something since the start
     * @param waiting how much waits for it
     * @param oldestAt of when the oldest is that waits
     */
    public record State(
            String name,
            String kind,
            String trouble,
            @Nullable Instant since,
            @Nullable Instant deliveredAt,
            long waiting,
            @Nullable Instant oldestAt) {}

    /** Starts a courier for each receiver; what waits for receivers of former configurations is given up. */
    public static Notifications start(Ports ports, Map<Receiver, Channel> channels) {
        OutboxTable table = new OutboxTable(ports.database());
        Notifications all = new Notifications(table, ports.clock());
        Courier.Parts parts =
                new Courier.Parts(table, ports.book(), ports.clock(), ports.random(), ports.tally(), ports.alive());
        channels.forEach((receiver, channel) ->
                all.couriers.put(receiver.name(), new Rounds(new Courier(receiver, channel, parts))));
        all.dropUnknown();
        ports.book().listen((event, after) -> all.couriers.values().forEach(Rounds::wake));
        all.couriers.values().forEach(Rounds::start);
        return all;
    }

    private void dropUnknown() {
        for (OutboxTable.Waiting waiting : table.waiting()) {
            if (!couriers.containsKey(waiting.receiver())) {
                int dropped = table.drop(waiting.receiver(), clock.instant());
                LOG.warn(
                        "gave up {} messages that waited for '{}', which is not configured any more",
                        dropped,
                        waiting.receiver());
            }
        }
    }

    /** How it stands with each receiver, in the order of the configuration. */
    public List<State> receivers() {
        Map<String, OutboxTable.Waiting> waiting = new LinkedHashMap<>();
        table.waiting().forEach(row -> waiting.put(row.receiver(), row));
        List<State> states = new ArrayList<>();
        couriers.forEach((name, rounds) -> {
            Courier.Standing standing = rounds.courier().standing();
            OutboxTable.Waiting row = waiting.get(name);
            states.add(new State(
                    name,
                    rounds.courier().receiver().way().kind(),
                    standing.trouble(),
                    standing.since(),
                    standing.deliveredAt(),
                    row == null ? 0 : row.count(),
                    row == null ? null : row.oldest()));
        });
        return states;
    }

    /** What became of the news of an alert, oldest first. */
    public List<Delivery> deliveries(String alertId) {
        return table.of(alertId, LISTED_MAX);
    }

    /**
     * Sends a test to a receiver now and waits for what becomes of it, which may take some seconds.
     *
     * @return empty when there is no receiver of this name
     */
    public Optional<Outcome> test(String name) throws InterruptedException {
        Rounds rounds = couriers.get(name);
        return rounds == null
                ? Optional.empty()
                : Optional.of(rounds.courier().channel().test(clock.instant()));
    }

    /** Forgets what was done with long ago. Called once a second; does something once an hour. */
    public void tidy(Instant now) {
        if (!now.isBefore(forgetsAt)) {
            forgetsAt = now.plus(FORGETS_EVERY);
            table.forget(now, KEPT);
        }
    }

    /** Ends the couriers; what waits goes on after the next start. */
    @Override
    public void close() {
        couriers.values().forEach(Rounds::end);
        couriers.values().forEach(Rounds::join);
    }
}
