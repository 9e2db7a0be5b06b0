package kz.qalqan.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import kz.qalqan.simulator.mine.Message;
import kz.qalqan.simulator.mine.Mine;
import kz.qalqan.simulator.mine.Scenario;
import kz.qalqan.simulator.mine.Scenarios;
import kz.qalqan.simulator.mine.Truth;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Site;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a mine to a broker: every device of the plan's site speaks, over one connection, as behind a gateway.
 *
 * <p>Mine time begins with the first connection, so a scenario starts at its start. A device somebody else speaks for
 * is left alone for five minutes. Statuses are retained: {@code online} after each connect, {@code offline} at the
 * close.
 *
 * <p>Threads: start and close from one thread, the rest from any. It has one thread of its own.
 */
public final class Simulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Simulator.class);
    private static final long BEAT_MS = 100;
    /** A clock that leaps further than this between two beats moves the mine only by one beat. */
    private static final Duration LEAP_MAX = Duration.ofSeconds(10);

    private static final long FAREWELL_MS = 2000;

    private final SimulatorConfig config;
    private final Site site;
    private final Scenario scenario;
    private final InstantSource clock;
    private final Mine mine;
    private final Payloads payloads;
    private final Yielding yielding;
    private final Gateway gateway;
    private final LongAdder yielded = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Instant began;
    private volatile Duration elapsed = Duration.ZERO;
    private volatile String phase = "waiting for the broker";

    private Simulator(SimulatorConfig config, Site site, InstantSource clock) {
        this.config = config;
        this.site = site;
        this.clock = clock;
        this.scenario = Scenarios.of(config.scenario());
        this.mine = new Mine(site, scenario, config.seed());
        this.payloads = new Payloads(site);
        this.yielding = new Yielding(clock);
        this.gateway = new Gateway(config, this::heard);
        this.thread = new Thread(this::play, "simulator-" + site.id());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(this::broken);
    }

    /**
     * Starts playing and returns at once; the broker may come later.
     *
     * @throws IllegalArgumentException when the plan has no such site, there is no such scenario, or it cannot be
     *     played there
     */
    public static Simulator start(SimulatorConfig config, Plan plan, InstantSource clock) {
        Site site = plan.sites().get(config.site());
        if (site == null) {
            throw new IllegalArgumentException("the plan has no site '" + config.site() + "', it has "
                    + plan.sites().keySet());
        }
        Simulator simulator = new Simulator(config, site, clock);
        simulator.thread.start();
        simulator.gateway.connect("mine/" + site.id() + "/+/+/telemetry", simulator::greet);
        return simulator;
    }

    /** The scenarios there are. */
    public static List<String> scenarios() {
        return Scenarios.names();
    }

    /** What it has done so far. */
    public SimulatorStats stats() {
        return new SimulatorStats(
                gateway.isConnected(),
                gateway.publishedCount(),
                readings.sum(),
                gateway.confirmedCount(),
                gateway.failedCount(),
                gateway.skippedCount(),
                yielded.sum(),
                began,
                elapsed,
                phase,
                yielding.now());
    }

    /** What a working service raises. */
    public Truth truth() {
        return scenario.truth();
    }

    /**
     * Writes the truth as JSON.
     *
     * @throws IOException when the file cannot be written
     */
    public void writeTruth(Path file) throws IOException {
        TruthFile.write(file, scenario, config);
    }

    /** Done when the configured duration is played and told, or it was closed; failed by a bug of the simulator. */
    public CompletableFuture<Void> finished() {
        return finished.copy();
    }

    @Override
    public void close() {
        stop.countDown();
        join();
        if (gateway.isConnected()) {
            status("offline");
            settle();
        }
        gateway.close(FAREWELL_MS);
        finished.complete(null);
    }

    private void play() {
        if (!awaitFirstConnection()) {
            return;
        }
        Instant started = clock.instant();
        began = started;
        while (!paused(BEAT_MS)) {
            Duration now = mineTime(started);
            if (now.minus(elapsed).compareTo(scaled(LEAP_MAX)) > 0 || now.compareTo(elapsed) < 0) {
                now = elapsed.plus(scaled(Duration.ofMillis(BEAT_MS)));
                started = clock.instant().minus(real(now));
            }
            Duration end = config.duration();
            if (end == null || now.compareTo(end) < 0) {
                tell(now, started);
            } else {
                tell(end, started);
                settle();
                finished.complete(null);
                return;
            }
        }
    }

    private void broken(Thread where, Throwable bug) {
        log.error("simulator of {} stopped at {} of mine time: a bug", site.id(), elapsed, bug);
        phase = "stopped by a bug";
        finished.completeExceptionally(bug);
    }

    private void tell(Duration now, Instant started) {
        for (Message message : mine.until(now)) {
            if (yielding.yields(message.device())) {
                yielded.increment();
            } else {
                byte[] payload = payloads.telemetry(message, started.plus(real(message.at())));
                if (gateway.publish(payloads.topic(message), payload, false)) {
                    readings.add(message.values().size());
                }
            }
        }
        elapsed = now;
        phase = mine.phase();
    }

    private Duration mineTime(Instant started) {
        return scaled(Duration.between(started, clock.instant()));
    }

    private Duration scaled(Duration real) {
        return Duration.ofMillis((long) (real.toMillis() * config.rate()));
    }

    private Duration real(Duration mineTime) {
        return Duration.ofMillis((long) (mineTime.toMillis() / config.rate()));
    }

    private void greet() {
        status("online");
        connected.countDown();
    }

    private void status(String word) {
        site.devices()
                .values()
                .forEach(device -> gateway.publish(
                        payloads.topic(device.zone(), device.id(), "status"), payloads.status(word), true));
    }

    private void heard(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length == 5) {
            yielding.heard(levels[3]);
        }
    }

    /** Waits a little for the broker to confirm what was sent. */
    private void settle() {
        for (long waited = 0; gateway.unconfirmed() > 0 && waited < FAREWELL_MS; waited += BEAT_MS) {
            pause(BEAT_MS);
        }
    }

    private boolean awaitFirstConnection() {
        while (!paused(BEAT_MS)) {
            if (connected.getCount() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Waits; true when it is to stop. */
    private boolean paused(long ms) {
        try {
            return stop.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() {
        try {
            thread.join(FAREWELL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
