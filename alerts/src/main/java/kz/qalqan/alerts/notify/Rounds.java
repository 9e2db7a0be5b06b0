package kz.qalqan.alerts.notify;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one courier: a round whenever something was written, at least once a second. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long EVERY_MS = 1_000;
    private static final long JOIN_MS_MAX = 12_000;

    private final Courier courier;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;

    Rounds(Courier courier) {
        this.courier = courier;
        this.thread = new Thread(this::run, "courier-" + courier.receiver().name());
        this.thread.setDaemon(true); // a receiver that hangs must not keep the service from ending
    }

    Courier courier() {
        return courier;
    }

    void start() {
        thread.start();
    }

    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    void end() {
        thread.interrupt();
    }

    void join() {
        try {
            thread.join(JOIN_MS_MAX);
            courier.channel().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!round()) {
                    news.tryAcquire(EVERY_MS, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch") // the loop of its thread: an exception would silence the receiver for ever
    private boolean round() throws InterruptedException {
        try {
            return courier.round();
        } catch (RuntimeException e) {
            LOG.error("a round to '{}' failed; trying again", courier.receiver().name(), e);
            TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            return false;
        }
    }
}
