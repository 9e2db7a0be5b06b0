package kz.qalqan.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of the offsets; {@link DamageIT} takes every one. */
final class DamageTest {
    private static final int STEP = 37;

    @TempDir(factory = MemoryDisk.class)
    static Path work;

    private static Script script;

    @TempDir(factory = MemoryDisk.class)
    Path target;

    @BeforeAll
    static void writeTheScript() throws Exception {
        script = Script.run(work);
    }

    @Test
    void writeCutShortLosesNothingAcknowledged() throws Exception {
        Damage damage = new Damage(script, target);
        for (int offset = 0; offset <= Files.size(script.lastFile()); offset += STEP) {
            damage.tornAt(offset, Damage::cut);
        }
    }

    @Test
    void flippedBitIsNeverReadAsAnEntry() throws Exception {
        Damage damage = new Damage(script, target);
        for (Path file : script.files()) {
            for (int offset = 0; offset < Files.size(file); offset += STEP) {
                damage.flippedAt(file, offset);
            }
        }
    }
}
