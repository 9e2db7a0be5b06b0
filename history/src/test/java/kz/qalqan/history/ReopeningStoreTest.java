package kz.qalqan.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopeningStoreTest {
    private static final List<JournalEntry> TICK =
            List.of(new JournalEntry(7, Instant.EPOCH.plusSeconds(7), new Tick()));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));
    private final InstantSource clock = now::get;

    @TempDir
    private Path directory;

    @Test
    void aStoreThatCannotBeOpenedSaysSoRefusesAndOpensLater() {
        AtomicInteger tries = new AtomicInteger();
        try (ReopeningStore store = ReopeningStore.over(
                () -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new StoreFault("the disk is away");
                    }
                    return EmbeddedStore.open(directory, EmbeddedConfig.STANDARD, clock);
                },
                clock)) {
            assertThat(store.health().state()).isEqualTo(StoreHealth.State.DOWN);
            assertThat(store.stored("mine-1")).isEqualTo(ReadingStore.Stored.NOTHING);
            assertThat(store.latest("mine-1")).isEmpty();
            assertThatThrownBy(() -> store.append("mine-1", TICK)).hasMessageContaining("the disk is away");
            assertThat(tries).as("not asked again at once").hasValue(1);

            now.updateAndGet(time -> time.plus(ReopeningStore.PAUSE));
            assertThatThrownBy(() -> store.append("mine-1", TICK)).isInstanceOf(StoreFault.class);
            now.updateAndGet(time -> time.plus(ReopeningStore.PAUSE));
            store.append("mine-1", TICK);
            assertThat(store.stored("mine-1").position()).isEqualTo(7);
            assertThat(store.health().state()).isEqualTo(StoreHealth.State.UP);
        }
    }
}
