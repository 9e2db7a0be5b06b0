package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of a scripted journal: cut there, zeroed from there, flipped there. */
final class DamageIT {
    @TempDir(factory = MemoryDisk.class)
    static Path work;

    private static Script script;

    @TempDir(factory = MemoryDisk.class)
    Path target;

    @BeforeAll
    static void writeTheScript() throws Exception {
        script = Script.run(work);
        assertThat(script.files()).hasSizeGreaterThan(2);
    }

    @Test
    void lastSegmentCutAtAnyByteLosesNothingAcknowledged() throws Exception {
        Damage damage = new Damage(script, target);
        for (int offset = 0; offset <= Files.size(script.lastFile()); offset++) {
            damage.tornAt(offset, Damage::cut);
        }
    }

    @Test
    void lastSegmentZeroedFromAnyByteOfAGroupLosesNothingAcknowledged() throws Exception {
        Damage damage = new Damage(script, target);
        for (int offset = Segment.HEADER_BYTES; offset <= Files.size(script.lastFile()); offset++) {
            damage.tornAt(offset, Damage::zeroFrom);
        }
    }

    @Test
    void bitFlippedInAnyByteIsFoundAtItsPlace() throws Exception {
        Damage damage = new Damage(script, target);
        for (Path file : script.files()) {
            for (int offset = 0; offset < Files.size(file); offset++) {
                damage.flippedAt(file, offset);
            }
        }
    }

    @Test
    void olderSegmentCutAtAnyByteStopsTheReaderThere() throws Exception {
        Damage damage = new Damage(script, target);
        for (Path file : script.files().subList(0, script.files().size() - 1)) {
            for (int offset = 0; offset < Files.size(file); offset++) {
                damage.olderCutAt(file, offset);
            }
        }
    }
}
