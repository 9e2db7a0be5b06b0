package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @TempDir
    Path directory;

    @Test
    void restartGoesOnFromTheCheckpointAndListsTheSameMessages() throws IOException {
        Desk desk = new Desk();
        desk.telemetry("{\"values\":{\"ch4\":1,\"co\":2}}").telemetry("garbage");
        Path file = directory.resolve("intake");
        desk.books.checkpoint().write(file);
        desk.telemetry("{\"values\":{\"ch4\":3}}").message("mine/k2/face-3/GB-01/telemetry", "garbage too");

        Desk restarted = Desk.after(desk, Checkpoint.read(file));

        assertThat(restarted.books.sums()).isEqualTo(new Books.Sums(3, 0, 2));
        assertThat(restarted.books.list(10)).isEqualTo(desk.books.list(10));
        assertThat(restarted.books.checkpoint()).isEqualTo(desk.books.checkpoint());
    }

    @Test
    void balanceOutlivesWhatTheJournalForgets() throws IOException {
        Desk desk = new Desk();
        desk.telemetry("{\"values\":{\"ch4\":1,\"co\":2}}").telemetry("garbage");
        Path file = directory.resolve("intake");
        desk.books.checkpoint().write(file);
        desk.k1.forget();
        desk.telemetry("{\"values\":{\"ch4\":3}}");

        assertThat(Desk.after(desk, Checkpoint.read(file)).books.sums()).isEqualTo(new Books.Sums(3, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "qalqan-intake 1\n1 2 3\nk1 5 0\nend\n",
                "qalqan-intake 2\n1 2\nk1 5 0 7 0\n",
                "qalqan-intake 2\n1 2\nk1 5 0 7\nend\n",
                "qalqan-intake 2\n1 x\nend\n"
            })
    void fileThatCannotBeUnderstoodCountsForNothing(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("intake"), text);

        assertThat(Checkpoint.read(file)).isEqualTo(Checkpoint.NOTHING);
    }
}
