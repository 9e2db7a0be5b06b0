package kz.qalqan.web.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.edge.Workers;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbered stream of events to the pages ({@code GET /live}).
 *
 * <h2>No gap</h2>
 *
 * A client is known to the feed before its past is read, and alert events that come meanwhile wait. The past is read up
 * to a position P; of those waiting, the ones after P follow. So whatever is committed is either in the past or comes
 * after it, and each event names the one before it.
 *
 * <p>Threads: the event loop only; {@link #open} too. Events of the alert book are handed over to it.
 */
public final class LiveFeed implements AutoCloseable {
    /** Most pages that listen at once. */
    public static final int CLIENTS_MAX = 500;

    static final long TICK_MS = 250;
    private static final int TICKS_A_BEAT = 4;
    private static final int BEATS_A_SESSION_CHECK = 30;
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private final Vertx vertx;
    private final Context loop;
    private final Workers workers;
    private final Accounts accounts;
    private final LiveState state;
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private final Latency latency;
    private final Counter cut;
    private Map<SensorId, String> trust = new HashMap<>();
    private long ticks;
    private long timer;
    private volatile int clientsNow;
    private volatile double lagSeconds;

    /** A feed that runs on this context; {@link #start} begins it. */
    public LiveFeed(Vertx vertx, Context loop, Workers workers, Accounts accounts, LiveState state) {
        this.vertx = vertx;
        this.loop = loop;
        this.workers = workers;
        this.accounts = accounts;
        this.state = state;
        this.latency = new Latency(state.sources());
        this.cut = Counter.builder("qalqan.live.cut")
                .description("pages cut off because they did not keep up")
                .register(state.sources().metrics());
        Gauge.builder("qalqan.live.clients", this, feed -> feed.clientsNow)
                .description("pages that listen")
                .register(state.sources().metrics());
        Gauge.builder("qalqan.live.lag.seconds", this, feed -> feed.lagSeconds)
                .description("how long the slowest page's queue has been full")
                .register(state.sources().metrics());
    }

    /** Begins to listen to the alert book and to tick. */
    public void start() {
        state.sources().alerts().listen((event, after) -> loop.runOnContext(ignored -> happened(event, after)));
        loop.runOnContext(ignored -> timer = vertx.setPeriodic(TICK_MS, tick -> tick()));
    }

    /** Takes over a request: sends the past, then what happens. */
    public void open(Question question, HttpServerRequest request) {
        if (clients.size() >= CLIENTS_MAX) {
            throw Refusal.later(503, "more than " + CLIENTS_MAX + " pages listen", 5);
        }
        LiveClient client = new LiveClient(request, question.asker(), question.session());
        request.response().closeHandler(closed -> left(client)).exceptionHandler(failure -> left(client));
        clients.add(client);
        clientsNow = clients.size();
        client.begin();
        String last = question.query("Last-Event-ID")
                .or(() -> question.query("lastEventId"))
                .orElse("");
        workers.call(() -> state.past(last))
                .onSuccess(past -> joined(client, past))
                .onFailure(failure -> {
                    LOG.error("cannot read the past for a page", failure);
                    cutOff(client);
                });
    }

    private void joined(LiveClient client, LiveState.Past past) {
        if (clients.contains(client)) {
            client.join(past.frames(), past.position());
        }
    }

    private void happened(AlertEvent event, Alert after) {
        Buffer frame = state.frame(event, after);
        for (LiveClient client : List.copyOf(clients)) {
            if (!client.alert(event.position(), frame)) {
                cutOff(client);
            }
        }
        latency.sent(event);
    }

    private void tick() {
        ticks++;
        int slowest = 0;
        for (LiveClient client : List.copyOf(clients)) {
            if (client.keepsUp()) {
                slowest = Math.max(slowest, client.lagTicks());
            } else {
                cut.increment();
                cutOff(client);
            }
        }
        lagSeconds = slowest * TICK_MS / 1000.0;
        readings();
        if (ticks % TICKS_A_BEAT == 0) {
            beat();
        }
        if (ticks % (TICKS_A_BEAT * BEATS_A_SESSION_CHECK) == 0) {
            List.copyOf(clients).forEach(this::checkSession);
        }
    }

    private void readings() {
        List<Reading> changed = state.sources().latest().drain();
        if (!changed.isEmpty() && !clients.isEmpty()) {
            Buffer frame = state.readings(changed);
            clients.forEach(client -> client.readings(frame));
            latency.sent(changed);
        }
        List<LiveClient> owed =
                clients.stream().filter(LiveClient::owesReadings).toList();
        if (!owed.isEmpty()) {
            Buffer all = state.readings(state.sources().latest().all());
            owed.forEach(client -> client.restated(all));
        }
    }

    private void beat() {
        if (clients.isEmpty()) {
            return;
        }
        Map<SensorId, String> now = state.trust();
        if (!now.equals(trust)) {
            Buffer frame = state.sensors(now, trust);
            clients.forEach(client -> client.state(frame));
            trust = now;
        }
        Buffer frame = state.beat(latency.takeReadingMs());
        clients.forEach(client -> client.state(frame));
    }

    /** Ends the stream of whoever was signed out, removed or given other roles; a watched session stays alive. */
    private void checkSession(LiveClient client) {
        workers.call(() -> client.session().isEmpty()
                        ? accounts.unchanged(client.principal())
                        : accounts.sessions().find(client.session()).isPresent())
                .onSuccess(valid -> {
                    if (!valid) {
                        left(client);
                        client.end();
                    }
                });
    }

    private void cutOff(LiveClient client) {
        left(client);
        client.cutOff();
    }

    private void left(LiveClient client) {
        clients.remove(client);
        clientsNow = clients.size();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        loop.runOnContext(ignored -> {
            vertx.cancelTimer(timer);
            List.copyOf(clients).forEach(client -> {
                left(client);
                client.end();
            });
        });
    }
}
