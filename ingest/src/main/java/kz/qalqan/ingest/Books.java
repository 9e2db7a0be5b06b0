package kz.qalqan.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.qalqan.ingest.IngestPorts.Progress;
import kz.qalqan.telemetry.Intake.Balance;
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
    private final Map<String, SiteBook> sites = new TreeMap<>();
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

    /** Books an entry that has got on disk. */
    synchronized void book(String site, JournalEntry entry) {
        book(site, entry, true);
    }

    /** Reads an entry of the run before; one that is in the restored sums already only comes back on the list. */
    synchronized void recall(String site, JournalEntry entry) {
        book(site, entry, site(site).counts(entry.position()));
    }

    private SiteBook site(String site) {
        return sites.computeIfAbsent(site, s -> new SiteBook());
    }

    private void book(String site, JournalEntry entry, boolean counts) {
        int accepted = 0;
        int messages = 0;
        if (entry.content() instanceof ReadingBatch batch) {
            accepted = book(site, entry, batch, counts);
            messages = batch.messages().size();
        } else if (entry.content() instanceof Quarantined message) {
            book(site, entry, message, counts);
            messages = 1;
        }
        site(site).entry(entry.position(), accepted, messages);
    }

    /** The books now, to go on from after a restart. */
    synchronized Checkpoint checkpoint() {
        Map<String, Checkpoint.Place> places = new TreeMap<>();
        sites.forEach((site, book) -> places.put(site, book.place(oldestListed(site))));
        return new Checkpoint(sums(), places);
    }

    /** Goes on from here; before anything is booked. */
    synchronized void restore(Checkpoint checkpoint) {
        duplicate = checkpoint.sums().duplicate();
        quarantined = checkpoint.sums().quarantined();
        checkpoint.sites().forEach((site, place) -> site(site).restore(place));
    }

    /** The balance, with history as it is at the positions given for each site. */
    synchronized Balance balance(Map<String, Progress> history) {
        long accepted = 0;
        long stored = 0;
        long forgotten = 0;
        for (Map.Entry<String, SiteBook> site : sites.entrySet()) {
            Progress progress = history.getOrDefault(site.getKey(), Progress.NOTHING);
            SiteBook.Standing standing = site.getValue().standing(progress);
            accepted += standing.accepted();
            stored += Math.max(standing.forgotten(), standing.stored() - progress.rejected());
            forgotten += standing.forgotten();
        }
        long received = accepted + duplicate + quarantined;
        return new Balance(received, accepted, duplicate, quarantined, stored, accepted - stored, 0, forgotten);
    }

    private long oldestListed(String site) {
        for (String id : order) {
            if (id.startsWith(site + "-") && id.lastIndexOf('-') == site.length()) {
                return Long.parseLong(id.substring(site.length() + 1));
            }
        }
        return 0;
    }

    /** The sums now. */
    synchronized Sums sums() {
        long accepted = sites.values().stream().mapToLong(SiteBook::accepted).sum();
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

    /** How many readings it brought. */
    private int book(String site, JournalEntry entry, ReadingBatch batch, boolean counts) {
        for (MessageMark mark : batch.messages()) {
            duplicate += counts ? mark.duplicates() : 0;
            if (mark.replayOf() > 0) {
                replayed(id(site, mark.replayOf()), entry, counts);
            }
        }
        return batch.size();
    }

    private void replayed(String id, JournalEntry entry, boolean counts) {
        refused.computeIfPresent(id, (key, message) -> {
            if (counts && message.replayedAt() == null) {
                quarantined -= message.message().readings();
            }
            return new Refused(id, message.message(), message.at(), entry.receivedAt());
        });
    }

    private void book(String site, JournalEntry entry, Quarantined message, boolean counts) {
        String id = id(site, entry.position());
        quarantined += counts ? message.readings() : 0;
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
