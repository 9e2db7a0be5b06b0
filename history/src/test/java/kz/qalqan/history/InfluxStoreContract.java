package kz.qalqan.history;

import static kz.qalqan.history.Entries.START;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import org.junit.jupiter.api.io.TempDir;

/** {@link ReadingStoreContract} over a server that speaks InfluxDB's protocol, a database for each test. */
abstract class InfluxStoreContract extends ReadingStoreContract {
    static final InstantSource CLOCK = InstantSource.fixed(START);
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final long RUN = System.nanoTime();

    @TempDir
    Path data;

    @SuppressWarnings("NullAway.Init") // set by open
    private InfluxConfig config;

    /** Makes an empty database and says how to reach it. */
    abstract InfluxConfig create(String database);

    /** What the server needs besides. */
    Interceptor[] further() {
        return new Interceptor[0];
    }

    InfluxConfig config() {
        return config;
    }

    @Override
    ReadingStore open() {
        config = create("qalqan_test_" + RUN + "_" + DATABASES.incrementAndGet());
        return again();
    }

    @Override
    ReadingStore reopen(ReadingStore open) {
        open.close();
        return again();
    }

    ReadingStore again() {
        return InfluxStore.open(data, config, CLOCK, InfluxClient.of(config, further()));
    }
}
