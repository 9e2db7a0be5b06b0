package kz.qalqan.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kz.qalqan.history.HistoryFollower;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.journal.Snapshot;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.ControlEntry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.ServiceStart;

/**
 * One site's stream and what follows it.
 *
 * <p>Threads: any.
 *
 * @param site name of the site
 * @param journal its stream
 * @param engine its rules; owned by the judgement's thread but for its view
 * @param judgement its rules and alerts
 * @param history what carries its readings into the store
 */
record SiteLine(String site, Journal journal, RuleEngine engine, Judgement judgement, HistoryFollower history) {
    private static final String PLAN = "plan";
    private static final Duration POLL = Duration.ofMillis(50);

    /** Writes what a person caused and completes once rules and alerts have applied it. */
    CompletableFuture<Long> control(ControlEntry entry, InstantSource clock) {
        return journal.append(entry, clock.instant()).thenCompose(judgement::appliedThrough);
    }

    /**
     * Writes who starts here, and the plan if it is not the one in force; waits until both are on disk. Which plan is
     * in force is remembered beside the journal: when that is lost, the plan is merely written once more.
     */
    static void announce(Journal journal, ServiceStart start, Plan plan, InstantSource clock) {
        journal.append(start, clock.instant()).join();
        byte[] hash = plan.hash().getBytes(StandardCharsets.US_ASCII);
        Optional<Snapshot> known = journal.snapshots().latest(PLAN);
        if (known.isEmpty() || !Arrays.equals(known.get().bytes(), hash)) {
            long position = journal.append(new PlanInForce(plan.hash(), plan.text()), clock.instant())
                    .join();
            journal.snapshots().save(PLAN, position, hash);
        }
    }

    /** Brings the memory of the plan in force up to a position, so that it holds back no older segment. */
    static void keepPlan(Journal journal, long position) {
        journal.snapshots().latest(PLAN).ifPresent(plan -> journal.snapshots().save(PLAN, position, plan.bytes()));
    }

    /** The position itself, or the one before the first entry that retention has left. */
    static long readable(Journal journal, long after) {
        return Math.max(after, journal.first() - 1);
    }

    /** Hands every entry the journal holds now after a position to {@code each}, in order. */
    static void replay(Journal journal, long after, Consumer<JournalEntry> each) {
        long last = journal.durable();
        long position = readable(journal, after);
        try (JournalReader reader = journal.reader(position)) {
            while (position < last) {
                JournalEntry entry = reader.next(POLL);
                if (entry != null) {
                    position = entry.position();
                    each.accept(entry);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replaying the journal", e);
        }
    }
}
