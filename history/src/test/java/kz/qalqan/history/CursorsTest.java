package kz.qalqan.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.qalqan.history.ReadingStore.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cursor is whole or it is nothing. */
class CursorsTest {
    @TempDir
    private Path dir;

    @Test
    void aWrittenCursorIsReadBackByTheNextStart() throws IOException {
        new Cursors(dir).write("karaganda-1", new Stored(17, 120));
        new Cursors(dir).write("karaganda-1", new Stored(18, 125));

        assertThat(new Cursors(dir).of("karaganda-1")).isEqualTo(new Stored(18, 125));
        assertThat(new Cursors(dir).of("zhezkazgan-1")).isEqualTo(Stored.NOTHING);
    }

    @Test
    void aDamagedCursorCountsAsNone() throws IOException {
        new Cursors(dir).write("karaganda-1", new Stored(1_234, 5_678));
        String whole = Files.readString(dir.resolve("karaganda-1"));
        for (int length = 0; length < whole.trim().length(); length++) {
            Files.writeString(dir.resolve("karaganda-1"), whole.substring(0, length));
            assertThat(new Cursors(dir).of("karaganda-1")).isEqualTo(Stored.NOTHING);
        }
        Files.writeString(dir.resolve("karaganda-1"), whole.replace("1234", "9999"));
        assertThat(new Cursors(dir).of("karaganda-1")).isEqualTo(Stored.NOTHING);
    }
}
