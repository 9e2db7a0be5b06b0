package kz.qalqan.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.journal.Journal;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LockHeld;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal's word on what is locked equal to the rules': the difference is written once the rules have come as
 * far as the journal stood at the start, because what a replay passes through was written when it was lived.
 *
 * <p>Threads: the judgement thread.
 */
final class WrittenLocks {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenLocks.class);

    private final Journal journal;
    private final InstantSource clock;
    private final long from;
    private final Map<FindingKey, LockHeld> written = new TreeMap<>();
    private boolean due = true;
    private volatile boolean lost;

    WrittenLocks(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        this.from = journal.durable();
        read();
    }

    private void read() {
        written.clear();
        journal.inForce(journal.durable()).forEach(entry -> {
            if (entry.content() instanceof LockHeld lock) {
                written.put(lock.key(), lock);
            }
        });
    }

    /** The rules have judged up to a position; {@code told} when they found something. */
    void judged(RuleEngine engine, long position, boolean told) {
        if (lost) {
            lost = false;
            read();
            due = true;
        }
        due |= told;
        if (due && position >= from) {
            due = false;
            write(engine.locks());
        }
    }

    private void write(List<LockHeld> locks) {
        Map<FindingKey, LockHeld> held = new TreeMap<>();
        locks.forEach(lock -> held.put(lock.key(), lock));
        held.forEach((key, lock) -> {
            if (written.putIfAbsent(key, lock) == null) {
                append(lock);
            }
        });
        for (LockHeld lock : List.copyOf(written.values())) {
            if (!held.containsKey(lock.key())) {
                written.remove(lock.key());
                append(new LockHeld(lock.key(), lock.sensor(), lock.level(), lock.rule(), lock.priority(), false));
            }
        }
    }

    /** What the journal did not take is written again with the next entry it takes. */
    private void append(LockHeld lock) {
        var unused = journal.append(lock, clock.instant()).exceptionally(failure -> {
            LOG.warn("lock {} could not be written into the journal: {}", lock, failure.toString());
            lost = true;
            return -1L;
        });
    }
}
