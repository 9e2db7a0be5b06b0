package kz.qalqan.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code run.json} in the data directory: where the running service can be reached (contract 1). Removed at a clean
 * stop.
 *
 * <p>Threads: one.
 */
final class RunFile implements AutoCloseable {
    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /** Writes the file whole or not at all; addresses hold no character that JSON would escape. */
    static RunFile write(Path data, String http, String mqtt) {
        Path file = data.resolve("run.json");
        Path draft = data.resolve("run.json.tmp");
        String json = "{\"pid\":%d,\"http\":\"%s\",\"mqtt\":\"%s\"}%n"
                .formatted(ProcessHandle.current().pid(), http, mqtt);
        try {
            Files.writeString(draft, json);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new RunFile(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }
}
