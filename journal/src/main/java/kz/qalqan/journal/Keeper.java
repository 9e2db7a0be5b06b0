package kz.qalqan.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second makes the cursors durable and lets old segments go, beside the writer, which must not wait for that.
 *
 * <p>Threads: its own; {@link #keep} from any.
 */
final class Keeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Cursors cursors;
    private final RetentionSweep retention;
    private final Committer committer;
    private final SpaceGuard space;
    private final DurableMark durable;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean failing;

    Keeper(Cursors cursors, RetentionSweep retention, Committer committer, SpaceGuard space, DurableMark durable) {
        this.cursors = cursors;
        this.retention = retention;
        this.committer = committer;
        this.space = space;
        this.durable = durable;
    }

    /** Keeps house until told to stop, and once more then. */
    @Override
    public void run() {
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                keep();
            }
        } catch (InterruptedException e) {
            LOG.warn("housekeeping of a journal was interrupted", e);
        }
        keep();
    }

    void stop() {
        stop.countDown();
    }

    /** Does what is due; a failure is logged once until it ends and tried again each second. */
    synchronized void keep() {
        try {
            space.measure(); // first: saving cursors needs room
            retention.run(committer.lastMicros(), space.state() != SpaceState.PLENTY);
            cursors.save(durable.position());
            failing = false;
        } catch (IOException | UncheckedIOException e) {
            if (!failing) {
                LOG.error("cursors of a journal could not be saved or old segments not deleted; tried again", e);
            }
            failing = true;
        }
    }
}
