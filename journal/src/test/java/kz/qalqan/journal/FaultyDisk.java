package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A real file that fails or waits when told to. */
final class FaultyDisk implements AppendFile.Creator {
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicLong roomBytes = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger forcesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Hold hold = new Hold(new CountDownLatch(0), new CountDownLatch(0));

    private record Hold(CountDownLatch reached, CountDownLatch released) {}

    /** After this many bytes there is no space left; the write that meets the limit is cut short. */
    FaultyDisk room(long bytes) {
        roomBytes.set(bytes);
        return this;
    }

    /** The force after this many fails. */
    FaultyDisk forces(int good) {
        forcesLeft.set(good);
        return this;
    }

    /** From now on a force waits. */
    void hold() {
        hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    }

    /** Waits until a force waits. */
    void awaitHeld() throws InterruptedException {
        if (!hold.reached().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was forced");
        }
    }

    void release() {
        hold.released().countDown();
    }

    @Override
    public AppendFile create(Path file) throws IOException {
        AppendFile real = AppendFile.onDisk(file);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                int fits = (int) Math.min(roomBytes.get(), bytes.remaining());
                boolean all = fits == bytes.remaining();
                bytes.limit(bytes.position() + fits);
                real.write(bytes);
                roomBytes.addAndGet(-fits);
                if (!all) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void force() throws IOException {
                await(hold);
                if (forcesLeft.getAndDecrement() <= 0) {
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                real.truncate(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    private static void await(Hold hold) throws IOException {
        hold.reached().countDown();
        try {
            if (!hold.released().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("held for ever");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
