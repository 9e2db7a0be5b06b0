package kz.qalqan.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.HdrHistogram.Histogram;

/**
 * What judging costs on one thread: readings a CPU second and bytes a reading with the whole pack, against a loop of
 * the same comparisons written by hand, a Drools session updated with each reading, and Esper; the time of one
 * evaluation; snapshot and restore; memory.
 *
 * <p>Threads: one.
 */
final class RulesCost {
    private static final PrintStream OUT = System.out;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final int OF_AN_ENTRY = 400;
    private static final int ROUNDS = 300;
    private static final int ROUNDS_NAIVE = 30;
    private static final int DAYS_OF_PAST = 9;
    private static final double MIB = 1 << 20;

    private final RulesMine mine = new RulesMine();
    private long position;
    private Instant now = START;

    private record Cost(long readings, double cpuSeconds, double bytes) {
        double rate() {
            return readings / cpuSeconds;
        }

        double bytesEach() {
            return bytes / readings;
        }
    }

    /** All of it, so many passes. */
    void run(int passes) throws Exception {
        try (RuleEngine engine = engine()) {
            long empty = heap();
            past(engine);
            Comparisons loop = Comparisons.ofThePack(engine.view());
            Subset subset = new Subset(mine.plan(), engine.view());
            Comparisons values = Comparisons.ofValues(engine.view());
            try (NaiveDrools naive = new NaiveDrools(subset);
                    EsperSubset esper = new EsperSubset(subset)) {
                for (int pass = 0; pass < passes; pass++) {
                    double ours = pass(pass, engine, loop);
                    others(pass, ours, values, new Others(naive, esper));
                }
            }
            latency(engine);
            memory(engine, empty);
            snapshots(engine);
        }
    }

    private record Others(NaiveDrools naive, EsperSubset esper) {}

    private double pass(int pass, RuleEngine engine, Comparisons loop) {
        List<JournalEntry> entries = next(ROUNDS);
        long[] findings = {0};
        long before = loop.transitions();
        Cost byHand = cost(entries, entry -> loop.take((ReadingBatch) entry.content()));
        Cost ours = cost(entries, entry -> findings[0] += engine.apply(entry).size());
        OUT.printf(
                Locale.ROOT,
                "rules  pass %d: engine %,.0f readings a CPU second, %.1f B a reading, %d findings; loop %,.0f, %.1f B;"
                        + " ratio %.2f; %.2f %% of readings move a condition%n",
                pass,
                ours.rate(),
                ours.bytesEach(),
                findings[0],
                byHand.rate(),
                byHand.bytesEach(),
                ours.rate() / byHand.rate(),
                100.0 * (loop.transitions() - before) / ours.readings());
        return ours.rate();
    }

    private void others(int pass, double engine, Comparisons values, Others others) {
        List<JournalEntry> entries = next(ROUNDS_NAIVE);
        Cost byHand = cost(entries, entry -> values.take((ReadingBatch) entry.content()));
        Cost naive = cost(entries, entry -> others.naive.take((ReadingBatch) entry.content()));
        Cost esper = cost(entries, entry -> others.esper.take((ReadingBatch) entry.content()));
        OUT.printf(
                Locale.ROOT,
                "rules  pass %d, plain limits only: loop %,.0f readings a CPU second; Drools each reading %,.0f,"
                        + " the engine is %.0f times that; Esper %,.0f, %.0f times; transitions so far %d, %d, Esper's"
                        + " episodes %d%n",
                pass,
                byHand.rate(),
                naive.rate(),
                engine / naive.rate(),
                esper.rate(),
                engine / esper.rate(),
                values.transitions(),
                others.naive.transitions(),
                others.esper.episodes());
    }

    private List<JournalEntry> next(int rounds) {
        List<JournalEntry> entries = mine.entries(position + 1, now, rounds, OF_AN_ENTRY);
        position += entries.size();
        now = now.plusSeconds((long) rounds * RulesMine.PERIOD_S);
        return entries;
    }

    private static Cost cost(List<JournalEntry> entries, Consumer<JournalEntry> taker) {
        long readings = 0;
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (JournalEntry entry : entries) {
            taker.accept(entry);
            readings += ((ReadingBatch) entry.content()).size();
        }
        return new Cost(
                readings,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9,
                THREADS.getThreadAllocatedBytes(thread) - bytes);
    }

    /** Nine days at six readings an hour, so that the ambient memories are full. */
    private void past(RuleEngine engine) {
        for (int i = 0; i < DAYS_OF_PAST * 24 * 6; i++) {
            for (JournalEntry entry : mine.entries(position + 1, now, 1, OF_AN_ENTRY)) {
                engine.apply(entry);
                position = entry.position();
            }
            now = now.plus(Duration.ofMinutes(10));
        }
    }

    /** One reading an entry, as a device that sends alone makes it. */
    private void latency(RuleEngine engine) {
        Histogram nanos = new Histogram(3);
        int rounds = 100;
        for (JournalEntry entry : mine.entries(position + 1, now, rounds, 1)) {
            long began = System.nanoTime();
            engine.apply(entry);
            nanos.recordValue(System.nanoTime() - began);
            position = entry.position();
        }
        now = now.plusSeconds((long) rounds * RulesMine.PERIOD_S);
        OUT.printf(
                Locale.ROOT,
                "rules  one reading an entry, %,d of them: p50 %.1f µs, p99 %.1f µs, p99.9 %.1f µs, most %.1f ms%n",
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e6);
    }

    private void memory(RuleEngine engine, long empty) {
        double grown = heap() - empty;
        OUT.printf(
                Locale.ROOT,
                "rules  memory of %d sensors with nine days behind them: %.1f MiB, %.1f KiB a sensor (engine %s)%n",
                mine.ids().size(),
                grown / MIB,
                grown / 1024 / mine.ids().size(),
                engine.view().engine());
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void snapshots(RuleEngine engine) {
        for (int round = 0; round < 3; round++) {
            long began = System.nanoTime();
            byte[] state = engine.snapshot();
            double saved = (System.nanoTime() - began) / 1e9;
            try (RuleEngine other = engine()) {
                began = System.nanoTime();
                other.restore(state);
                double restored = (System.nanoTime() - began) / 1e9;
                OUT.printf(
                        Locale.ROOT,
                        "rules  snapshot %d: %.2f MiB in %.2f s, restored in %.2f s%n",
                        round,
                        state.length / MIB,
                        saved,
                        restored);
            }
        }
    }

    private RuleEngine engine() {
        return RuleEngine.start(RulesConfig.standard(), mine.plan(), RulesMine.SITE, held -> mine.plan());
    }
}
