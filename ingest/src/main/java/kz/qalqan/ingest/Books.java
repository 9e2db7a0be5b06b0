package kz.qalqan.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;

/**
 * What came, what became of it, and what was refused: the sum of the journals' entries, whether read at the start or
 * written since. So it needs no store of its own, and {@code received = accepted + duplicate + quarantined} cannot be
 * broken.
 *
 * <p>Threads: any; never waits for anything but itself.
 */
final class Books {
    private final Map<String, Refused> refused = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private long accepted;
    private long duplicate;
    private long quarantined;
    private long listedBytes;

    /**
     * Sums at one moment.
     *
     * @param accepted readings in the journal
     * @param duplicate readings recognised as already there
     * @param quarantined readings kept aside
     */
    record Sums(long accepted, long duplicate, long quarantined) {}

    /** Books an entry that is on disk. */
    void book(String site, JournalEntry entry) {
        if (entry.content() instanceof ReadingBatch batch) {
            book(site, entry, batch);
        } else if (entry.content() instanceof Quarantined message) {
            book(site, entry, message);
        }
    }

    /** The sums now. */
    synchronized Sums sums() {
        return new Sums(accepted, duplicate, quarantined);
    }

    /** Refused messages, newest first. */
    synchronized List<Refused> list(int limit) {
        List<Refused> newest = new ArrayList<>();
        for (Iterator<String> ids = order.descendingIterator(); ids.hasNext() && newest.size() < limit; ) {
            Refused message = refused.get(ids.next());
            if (message != null) {
                newest.add(message);
            }
        }
        return newest;
    }

    synchronized Optional<Refused> find(String id) {
        return Optional.ofNullable(refused.get(id));
    }

    /** The id of the message refused at this position. */
    static String id(String site, long position) {
        return site + "-" + position;
    }

    private synchronized void book(String site, JournalEntry entry, ReadingBatch batch) {
        for (MessageMark mark : batch.messages()) {
            accepted += mark.readings();
            duplicate += mark.duplicates();
            if (mark.replayOf() > 0) {
                replayed(id(site, mark.replayOf()), entry);
            }
        }
    }

    private void replayed(String id, JournalEntry entry) {
        refused.computeIfPresent(id, (key, message) -> {
            if (message.replayedAt() == null) {
                quarantined -= message.message().readings();
            }
            return new Refused(id, message.message(), message.at(), entry.receivedAt());
        });
    }

    private synchronized void book(String site, JournalEntry entry, Quarantined message) {
        String id = id(site, entry.position());
        quarantined += message.readings();
        refused.put(id, new Refused(id, message, entry.receivedAt(), null));
        order.addLast(id);
        listedBytes += message.payload().length;
        while (order.size() > Limits.LISTED_MAX || (listedBytes > Limits.LISTED_BYTES_MAX && order.size() > 1)) {
            forget(order.removeFirst());
        }
    }

    private void forget(String id) {
        Refused oldest = refused.remove(id);
        if (oldest != null) {
            listedBytes -= oldest.message().payload().length;
        }
    }
}
