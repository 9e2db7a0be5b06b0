package kz.qalqan.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kz.qalqan.history.HistoryFollower;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.telemetry.ControlEntry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.ServiceStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    /** Where builds before format 2 remembered the plan in force; it would hold back retention for ever. */
    private static final String PLAN_OF_OLDER_BUILDS = "plan";

    private static final Logger LOG = LoggerFactory.getLogger(SiteLine.class);
    /** A judgement further behind than this is no early warning any more. */
    private static final long LAG_ENTRIES_MAX = 1_000;

    private static final Duration POLL = Duration.ofMillis(50);

    /** How many entries the judgement is behind. */
    long behind() {
        return Math.max(0, journal.durable() - judgement.position());
    }

    /** Whether the judgement runs and keeps up. */
    boolean judging() {
        return judgement.alive() && judgement.trouble().isEmpty() && behind() <= LAG_ENTRIES_MAX;
    }

    /** Writes what a person caused and completes once rules and alerts have applied it. */
    CompletableFuture<Long> control(ControlEntry entry, InstantSource clock) {
        return journal.append(entry, clock.instant()).thenCompose(judgement::appliedThrough);
    }

    /**
     * Writes who starts here, and the plan if it is not the one in force; waits until both are on disk. Which plan is
     * in force the journal itself knows.
     */
    static void announce(Journal journal, ServiceStart start, Plan plan, InstantSource clock) {
        boolean known = journal.inForce(journal.durable()).stream()
                .anyMatch(entry -> entry.content() instanceof PlanInForce held
                        && held.hash().equals(plan.hash()));
        journal.append(start, clock.instant()).join();
        if (!known) {
            journal.append(new PlanInForce(plan.hash(), plan.text()), clock.instant())
                    .join();
        }
        journal.snapshots().forget(PLAN_OF_OLDER_BUILDS);
    }

    /**
     * Writes the mine's own rules if they are not those in force, or why they are refused; what ran before then goes
     * on.
     */
    static void announce(Journal journal, OwnRuleFolder.Found found, InstantSource clock) {
        OwnRules inForce = null;
        OwnRules refused = null;
        for (JournalEntry entry : journal.inForce(journal.durable())) {
            if (entry.content() instanceof OwnRules rules) {
                inForce = rules.refused() ? inForce : rules;
                refused = rules.refused() ? rules : null;
            }
        }
        OwnRules wanted = found.entry("service", "found at the start");
        boolean nothingYet = inForce == null && found.files().isEmpty();
        boolean known = wanted.refused()
                ? refused != null && refused.faults().equals(wanted.faults())
                : refused == null
                        && (nothingYet || (inForce != null && inForce.hash().equals(wanted.hash())));
        if (!known) {
            journal.append(wanted, clock.instant()).join();
        }
        found.faults().forEach(fault -> LOG.error("own rules: {}", fault));
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
