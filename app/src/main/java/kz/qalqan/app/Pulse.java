package kz.qalqan.app;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kz.qalqan.telemetry.ClockStep;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Tick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second: lets time pass in every journal, turns our clock after the wall clock, and does what is due. A second
 * that fails is told and the next one comes all the same.
 *
 * <p>Threads: its own.
 */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final int PERIOD_SECONDS = 1;

    private final SteadyClock clock;
    private final List<? extends EntryLog> journals;
    private final List<Consumer<Instant>> due;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pulse"));
    private final ScheduledFuture<?> beats;

    /**
     * Starts beating.
     *
     * @param due what is to be done each second
     */
    Pulse(SteadyClock clock, List<? extends EntryLog> journals, List<Consumer<Instant>> due) {
        this.clock = clock;
        this.journals = List.copyOf(journals);
        this.due = List.copyOf(due);
        this.beats = thread.scheduleAtFixedRate(this::beat, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @SuppressWarnings("IllegalCatch") // the loop of its thread: an exception would end the ticks for ever
    private void beat() {
        try {
            clock.follow().ifPresent(jump -> {
                LOG.warn("the wall clock jumped by {}; our time is slewed after it", jump);
                write(new ClockStep(jump));
            });
            write(new Tick());
            due.forEach(task -> task.accept(clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("a second was not kept", e);
        }
    }

    private void write(Entry entry) {
        for (EntryLog journal : journals) {
            journal.append(entry, clock.instant()).exceptionally(e -> {
                LOG.error("{} could not be journaled", entry, e);
                return 0L;
            });
        }
    }

    @Override
    public void close() {
        beats.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PERIOD_SECONDS * 2, TimeUnit.SECONDS)) {
                LOG.warn("the pulse did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
