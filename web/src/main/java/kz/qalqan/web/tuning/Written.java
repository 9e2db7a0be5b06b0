package kz.qalqan.web.tuning;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.qalqan.web.http.Refusal;

/** Waits until the journal has an entry and the rules have applied it. */
public final class Written {
    /** Longest wait; shorter than a call may take. */
    public static final long SECONDS_MAX = 10;

    private Written() {}

    /**
     * Its position.
     *
     * @throws Refusal 503 when it was not written, or is not known to be applied in time
     */
    public static long position(CompletableFuture<Long> writing) {
        return position(writing, () -> {});
    }

    /**
     * Its position.
     *
     * @param notWritten what to do when it is certain that it was not written
     */
    static long position(CompletableFuture<Long> writing, Runnable notWritten) {
        try {
            return writing.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Refusal.later(503, "not applied within " + SECONDS_MAX + " s; it may still be", SECONDS_MAX);
        } catch (ExecutionException e) {
            notWritten.run();
            throw Refusal.later(503, "the journal did not take it: " + e.getCause(), SECONDS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.later(503, "the service is stopping", SECONDS_MAX);
        }
    }
}
