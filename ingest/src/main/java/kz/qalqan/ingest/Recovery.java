package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;

/**
 * Reads back what the door must know after a restart: the balance, the quarantine, which readings came lately, and
 * which messages the broker may send again.
 *
 * <p>Threads: the starting thread, before any other.
 */
final class Recovery {
    /** Parts of one message are written together; a quiet sensor's next message, alike in all bytes, is not. */
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    private final Books books;
    private final Judge judge;
    private final List<Message> messages = new ArrayList<>();
    private final Map<Key, Message> latest = new HashMap<>();
    private Instant lastEntry = Instant.MIN;
    private boolean connected;

    private record Key(int packetId, long hash) {}

    /** A message as the entries of one or more sites tell of it. */
    private static final class Message {
        private final Key key;
        private final Instant receivedAt;
        private final Set<String> marked = new HashSet<>();
        private int readings;

        Message(Key key, Instant receivedAt) {
            this.key = key;
            this.receivedAt = receivedAt;
        }
    }

    Recovery(Books books, Judge judge) {
        this.books = books;
        this.judge = judge;
    }

    /** Reads what is needed of the journals of all sites. */
    void read(IngestPorts ports, Checkpoint checkpoint, Redelivery redelivery) {
        books.restore(checkpoint);
        connected = checkpoint.sites().values().stream().anyMatch(place -> place.accepted() > 0);
        for (String site : ports.logs().keySet()) {
            Checkpoint.Place place = checkpoint.sites().getOrDefault(site, Checkpoint.Place.NOTHING);
            ports.past().replay(site, place.from(), entry -> entry(site, entry));
        }
        messages.sort(Comparator.comparing(message -> message.receivedAt));
        messages.forEach(
                m -> redelivery.remember(new Seen(null, m.key.packetId(), m.key.hash(), m.readings, m.receivedAt)));
        redelivery.endedAt(lastEntry);
    }

    /** Whether the broker should still keep a session of the run before. */
    boolean expectsSession(Instant now, Duration expiry) {
        return connected && lastEntry.plus(expiry).isAfter(now);
    }

    private void entry(String site, JournalEntry entry) {
        books.recall(site, entry);
        lastEntry = entry.receivedAt().isAfter(lastEntry) ? entry.receivedAt() : lastEntry;
        if (entry.content() instanceof ReadingBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                judge.remember(batch, i);
            }
            batch.messages().forEach(mark -> mark(site, mark, entry.receivedAt()));
        } else if (entry.content() instanceof Quarantined message) {
            judge.recall(site, message, entry.receivedAt());
            quarantined(message, entry);
        } else if (entry.content() instanceof LinkChange change && change.state() == LinkChange.State.UP) {
            connected = true;
        }
    }

    private void quarantined(Quarantined message, JournalEntry entry) {
        if (message.packetId() > 0) {
            Key key = new Key(message.packetId(), Digests.hash(message.topic(), message.payload(), message.length()));
            message(key, entry.receivedAt()).readings += message.readings();
        }
    }

    private void mark(String site, MessageMark mark, Instant receivedAt) {
        if (mark.packetId() > 0) {
            Key key = new Key(mark.packetId(), mark.payloadHash() & Digests.HASH_BITS); // older ones are longer
            Message known = message(key, receivedAt);
            Message message = known.marked.add(site) ? known : another(key, receivedAt);
            message.marked.add(site);
            message.readings += mark.readings() + mark.duplicates();
        }
    }

    private Message message(Key key, Instant receivedAt) {
        Message known = latest.get(key);
        return known != null && Duration.between(known.receivedAt, receivedAt).compareTo(TOGETHER) <= 0
                ? known
                : another(key, receivedAt);
    }

    private Message another(Key key, Instant receivedAt) {
        Message message = new Message(key, receivedAt);
        latest.put(key, message);
        messages.add(message);
        return message;
    }
}
