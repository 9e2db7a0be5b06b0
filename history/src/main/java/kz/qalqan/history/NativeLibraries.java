package kz.qalqan.history;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Keeps QuestDB's native libraries in the store's directory: by itself it unpacks 9 MB into the temporary directory at
 * each start, leaves them there when the process is killed, and fails where that directory forbids execution.
 */
final class NativeLibraries {
    private static final String PROPERTY = "questdb.libs.dir";
    private static final String[] NAMES = {"libquestdb.so", "libquestdbr.so"};

    private NativeLibraries() {}

    /** Unpacks them, on Linux and once in a process, and tells QuestDB where they are. */
    static void unpack(Path dir) {
        try {
            unpackOnLinux(dir);
        } catch (IOException e) {
            throw new StoreFault("unpack native libraries into " + dir, e);
        }
    }

    private static void unpackOnLinux(Path dir) throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux") || System.getProperty(PROPERTY) != null) {
            return;
        }
        String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86-64";
        Files.createDirectories(dir);
        for (String name : NAMES) {
            Path unfinished = dir.resolve(name + ".new");
            try (InputStream library =
                    NativeLibraries.class.getResourceAsStream("/io/questdb/bin/linux-" + machine + "/" + name)) {
                if (library == null) {
                    return; // QuestDB says itself what it misses
                }
                Files.copy(library, unfinished, REPLACE_EXISTING);
            }
            Files.move(unfinished, dir.resolve(name), ATOMIC_MOVE);
        }
        System.setProperty(PROPERTY, dir.toAbsolutePath().toString());
    }
}
