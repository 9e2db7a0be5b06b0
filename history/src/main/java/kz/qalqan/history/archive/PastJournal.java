package kz.qalqan.history.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings of any order as a journal in the order they were measured, each received when it was measured, so
 * that a replay finds them as live as they once were. It looks ahead over a bounded number of readings; one that comes
 * later than that is received with its neighbours.
 *
 * <p>Threads: one.
 */
final class PastJournal implements AutoCloseable {
    /** Readings looked ahead over: about 100 bytes each. */
    static final int AHEAD = 200_000;
    /** Longest an entry spans, microseconds: what is received together was measured together. */
    static final long ENTRY_SPAN = 1_000_000;

    private static final int ENTRY_READINGS = 8_192;
    private static final int WAITING_READINGS = 200_000;
    private static final long SEGMENT_BYTES = 256L << 20;
    private static final Duration EVER = Duration.ofDays(365_000);

    private final Journal journal;
    private final int ahead;
    private final PriorityQueue<Past> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Past::micros).thenComparingLong(Past::order));
    private final List<Past> entry = new ArrayList<>();
    private final Map<SensorId, Set<Double>> atOnce = new LinkedHashMap<>();
    private CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
    private CompletableFuture<Long> lastReadings = last;
    private @Nullable Plan plan;
    private long unsure;
    private long order;
    private long received = Long.MIN_VALUE;
    private @Nullable Instant first;
    private long readings;
    private long duplicates;
    private long outOfOrder;

    private record Past(SensorId sensor, long micros, double value, int quality, long order) {}

    /** A journal in {@code directory/site}. */
    PastJournal(Path directory, String site, String build, int ahead) {
        this.ahead = ahead;
        this.journal = Journal.open(
                directory,
                site,
                JournalConfig.of(build)
                        .with(new JournalConfig.Roll(SEGMENT_BYTES, EVER))
                        .with(new JournalConfig.Retention(Long.MAX_VALUE, EVER))
                        .withRecentReadings(0));
    }

    /** The plan the readings were read by comes before them. */
    void readBy(Plan inForce) {
        plan = inForce;
    }

    /** Takes a reading. */
    void add(SensorId sensor, long micros, double value, Quality quality) {
        waiting.add(new Past(sensor, micros, value, quality.with(Mark.IMPORTED).bits(), order++));
        if (waiting.size() > ahead) {
            take(waiting.remove());
        }
    }

    /** Takes an entry as it is in another journal; its readings become imported ones. */
    void add(Entry content, Instant at) {
        if (content instanceof ReadingBatch batch) {
            int[] quality = batch.quality().clone();
            for (int i = 0; i < quality.length; i++) {
                quality[i] = new Quality(quality[i]).with(Mark.IMPORTED).bits();
            }
            count(at, batch.size());
            append(
                    new ReadingBatch(
                            batch.sensors(),
                            batch.sensor(),
                            batch.measuredAtMicros(),
                            batch.value(),
                            quality,
                            batch.messages()),
                    at);
        } else {
            append(content, at);
        }
    }

    private void take(Past past) {
        if (!entry.isEmpty() && !fits(past.micros())) {
            write();
        }
        if (entry.isEmpty() || past.micros() != entry.get(entry.size() - 1).micros()) {
            atOnce.clear();
        }
        Set<Double> values = atOnce.computeIfAbsent(past.sensor(), s -> new HashSet<>());
        if (!values.add(past.value())) {
            duplicates++;
            return;
        }
        Quality quality = new Quality(past.quality());
        entry.add(
                values.size() == 1
                        ? past
                        : new Past(
                                past.sensor(),
                                past.micros(),
                                past.value(),
                                quality.with(Mark.CONFLICT).bits(),
                                past.order()));
    }

    /** Whether a reading may stand in the entry at work: measured with the others, and not before them. */
    private boolean fits(long micros) {
        return micros <= entry.get(0).micros() + ENTRY_SPAN
                && micros >= entry.get(entry.size() - 1).micros()
                && entry.size() < ENTRY_READINGS;
    }

    private void write() {
        if (entry.isEmpty()) {
            return;
        }
        Map<SensorId, Integer> index = new LinkedHashMap<>();
        entry.forEach(past -> index.putIfAbsent(past.sensor(), index.size()));
        long newest = entry.get(entry.size() - 1).micros();
        outOfOrder += newest < received ? entry.size() : 0;
        received = Math.max(received, newest);
        ReadingBatch batch = new ReadingBatch(
                List.copyOf(index.keySet()),
                entry.stream()
                        .mapToInt(past -> index.getOrDefault(past.sensor(), 0))
                        .toArray(),
                entry.stream().mapToLong(Past::micros).toArray(),
                entry.stream().mapToDouble(Past::value).toArray(),
                entry.stream().mapToInt(Past::quality).toArray(),
                List.of(new MessageMark(0, 0, entry.size())));
        count(ReadingBatch.instantOfMicros(entry.get(0).micros()), batch.size());
        append(batch, ReadingBatch.instantOfMicros(received));
        entry.clear();
    }

    private void count(Instant at, int size) {
        readings += size;
        if (first == null || at.isBefore(first)) {
            first = at;
        }
    }

    private void append(Entry content, Instant at) {
        Plan before = plan;
        if (before != null) {
            plan = null;
            append(new PlanInForce(before.hash(), before.text()), at);
        }
        last = journal.append(content, at);
        lastReadings = content instanceof ReadingBatch ? last : lastReadings;
        unsure += content instanceof ReadingBatch batch ? batch.size() : 1;
        if (unsure >= WAITING_READINGS || last.isCompletedExceptionally()) {
            await();
        }
    }

    private void await() {
        try {
            last.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        unsure = 0;
    }

    /** Writes what waits; position of the last entry with readings. */
    long finish() {
        while (!waiting.isEmpty()) {
            take(waiting.remove());
        }
        write();
        await();
        return lastReadings.join();
    }

    /** Readings taken so far, those that wait included. */
    long taken() {
        return readings + entry.size() + waiting.size();
    }

    /** What was written. */
    ImportReport report(ImportReport.Outcome outcome, Rejects rejects) {
        return new ImportReport(
                outcome,
                readings,
                duplicates,
                rejects.count(),
                rejects.unknown(),
                outOfOrder,
                first,
                journal.lastReceivedAt().orElse(null),
                rejects.examples());
    }

    @Override
    public void close() {
        journal.close();
    }
}
