package kz.qalqan.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The one directory everything lies under: readable for its owner alone. */
final class DataDirectory {
    private DataDirectory() {}

    /** Makes it if it is not there; one that is there is left as its owner set it up. */
    static void prepare(Path data) {
        try {
            if (Files.isDirectory(data)) {
                return;
            }
            if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("data directory " + data + " cannot be made: " + e, e);
        }
    }
}
