package kz.qalqan.alerts.channel;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;

/**
 * CAP 1.2 documents: posted to an address, signed like a web hook, or put into a directory as one file each, whole or
 * not at all. The end of an alert that this receiver was never told of is not told either.
 *
 * <p>Threads: any.
 */
public final class CapChannel implements Channel {
    private final CapDocument document;
    private final Way way;

    private CapChannel(CapDocument document, Way way) {
        this.document = document;
        this.way = way;
    }

    private interface Way {
        Outcome put(String id, byte[] document) throws InterruptedException;
    }

    /**
     * Who sends, and in which earnest.
     *
     * @param sender as registered, for example {@code qalqan@mine.kz}
     * @param exercise whether all this is an exercise: a simulated mine
     * @param places what people call the places
     */
    public record Sender(String sender, boolean exercise, Places places) {
        private CapDocument document() {
            return new CapDocument(sender, exercise ? "Exercise" : "Actual", places);
        }
    }

    /** Posts each document, signed with {@code secret}. */
    public static CapChannel posting(URI url, String secret, Sender sender) {
        Post post = new Post(url);
        return new CapChannel(
                sender.document(),
                (id, document) -> post.send(
                        document,
                        CapDocument.TYPE,
                        Map.of("Idempotency-Key", id, Signature.HEADER, Signature.of(document, secret))));
    }

    /** Writes each document into a directory, as {@code {identifier}.xml}. */
    public static CapChannel writing(Path directory, Sender sender) {
        return new CapChannel(sender.document(), (id, document) -> write(directory, id, document));
    }

    @Override
    public Outcome deliver(Message message) throws InterruptedException {
        if (message.reason() == Reason.CLOSED && message.earlier().isEmpty()) {
            return Outcome.refused("there is nothing to cancel: it was never told of this alert");
        }
        return way.put(message.id(), document.of(message));
    }

    @Override
    public Outcome test(Instant now) throws InterruptedException {
        return way.put("test@" + now, document.test(now));
    }

    private static Outcome write(Path directory, String id, byte[] document) {
        String name = id.replaceAll("[^A-Za-z0-9@._-]", "_");
        Path unfinished = directory.resolve("." + name + ".unfinished");
        try {
            Files.createDirectories(directory);
            try (FileChannel file = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(document);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(
                    unfinished,
                    directory.resolve(name + ".xml"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return Outcome.delivered();
        } catch (IOException e) {
            return Outcome.unreachable("cannot write into " + directory + ": " + e);
        }
    }
}
