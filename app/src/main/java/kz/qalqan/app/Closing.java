package kz.qalqan.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started and must be ended, last started first. One part that fails to end keeps no other from ending:
 * this is also how half a start is undone.
 *
 * <p>Threads: one at a time.
 */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private record Part(String name, AutoCloseable end) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    /** Remembers a part and returns it. */
    <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    @SuppressWarnings("IllegalCatch") // each part has its own way to fail, and the next must still be ended
    public void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.end().close();
            } catch (Exception e) {
                LOG.warn("{} did not end cleanly", part.name(), e);
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
