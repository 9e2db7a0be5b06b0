package kz.qalqan.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checkpoint of the books, every half a minute and at the end.
 *
 * <p>Threads: its own, because a disk under load lets it wait.
 */
final class Saver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Saver.class);
    private static final long EVERY_S = 30;
    private static final long CLOSE_S_MAX = 5;

    private final Books books;
    private final @Nullable Path file;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ingest-books");
        thread.setDaemon(true);
        return thread;
    });

    /** Without a file nothing is kept. */
    Saver(Books books, @Nullable Path file) {
        this.books = books;
        this.file = file;
    }

    void start() {
        Future<?> unused = executor.scheduleWithFixedDelay(this::save, EVERY_S, EVERY_S, TimeUnit.SECONDS);
    }

    private void save() {
        if (file == null) {
            return;
        }
        try {
            books.checkpoint().write(file);
        } catch (IOException e) {
            log.warn("{} cannot be written; a restart will read more of the journals", file, e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_S_MAX, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        save();
    }
}
