package kz.qalqan.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
    @TempDir
    private Path dir;

    @Test
    void aLineIsKeptOnceWithItsReasonAndStillThereAfterARestart() throws IOException {
        Rejects rejects = new Rejects(dir, 10);
        rejects.add("a", Map.of("readings,site=a value=1 1", "400 too\nmany"));
        rejects.add("a", Map.of("readings,site=a value=1 1", "400 again"));

        assertThat(rejects.count("a")).isEqualTo(1);
        assertThat(rejects.count("b")).isZero();
        Rejects reopened = new Rejects(dir, 10);
        reopened.add("a", Map.of("readings,site=a value=1 1", "400 again"));
        assertThat(reopened.count("a")).isEqualTo(1);
        assertThat(Files.readString(dir.resolve("a.lp"))).isEqualTo("# 400 too many\nreadings,site=a value=1 1\n");
    }

    @Test
    void aFullFileIsAFaultAndLosesNothing() throws IOException {
        Rejects rejects = new Rejects(dir, 2);
        rejects.add("a", Map.of("one 1", "x", "two 2", "x"));

        assertThatThrownBy(() -> rejects.add("a", Map.of("three 3", "x")))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("more readings of a than 2")
                .hasMessageContaining("a.lp");
        assertThat(rejects.count("a")).isEqualTo(2);
    }
}
