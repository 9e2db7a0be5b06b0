package kz.qalqan.history;

import static kz.qalqan.history.Entries.START;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract, and recovers by itself. */
class EmbeddedStoreIT extends ReadingStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(START);

    @TempDir
    private Path data;

    @Override
    ReadingStore open() {
        return EmbeddedStore.open(data.resolve("history"), EmbeddedConfig.STANDARD, CLOCK);
    }

    @Override
    ReadingStore reopen(ReadingStore open) {
        open.close();
        return open();
    }
}
