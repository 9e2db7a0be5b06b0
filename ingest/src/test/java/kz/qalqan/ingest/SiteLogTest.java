package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LinkChange;
import org.junit.jupiter.api.Test;

class SiteLogTest {
    private final MemoryLog journal = new MemoryLog();
    private final SiteLog log = new SiteLog("k1", journal, (site, entry) -> {}, IngestMetrics.NONE);

    @Test
    void refusedEntryIsTriedAgainBeforeAnythingBehindIt() {
        journal.refuse(2);
        CompletableFuture<Long> a = append("a");
        CompletableFuture<Long> b = append("b");
        CompletableFuture<Long> c = append("c");
        log.retry();
        assertThat(journal.entries()).isEmpty();
        assertThat(List.of(a.isDone(), b.isDone(), c.isDone())).containsOnly(false);

        log.retry();
        log.retry();

        assertThat(names()).containsExactly("a", "b", "c");
        assertThat(List.of(a.join(), b.join(), c.join())).containsExactly(1L, 2L, 3L);
        assertThat(append("d").join()).isEqualTo(4);
        assertThat(names()).endsWith("d");
    }

    private CompletableFuture<Long> append(String name) {
        return log.append(new LinkChange(name, LinkChange.State.UP, ""), Instant.EPOCH);
    }

    private List<String> names() {
        return journal.entries().stream()
                .map(JournalEntry::content)
                .map(entry -> ((LinkChange) entry).link())
                .toList();
    }
}
