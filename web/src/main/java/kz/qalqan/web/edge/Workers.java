package kz.qalqan.web.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import kz.qalqan.web.http.Refusal;

/**
 * Where calls run: they block on stores, so never on the event loop. Password hashing has threads of its own, so that
 * guessing cannot take the threads an operator's acknowledgement needs.
 *
 * <p>Threads: any.
 */
public final class Workers implements AutoCloseable {
    /** Calls that run at once. */
    static final int THREADS = 8;
    /** Calls that run or wait; more are refused. */
    static final int CALLS_MAX = 256;
    /** Threads that hash passwords. */
    static final int PASSWORD_THREADS = 2;
    /** Sign-ins that run or wait; more are refused. */
    static final int SIGN_INS_MAX = 32;
    /** A call that takes longer is answered with 503; what it does may still happen. */
    static final long CALL_SECONDS_MAX = 20;

    private final WorkerExecutor calls;
    private final WorkerExecutor passwords;
    private final AtomicInteger callsNow = new AtomicInteger();
    private final AtomicInteger passwordsNow = new AtomicInteger();

    /** Workers of this Vert.x. */
    public Workers(Vertx vertx) {
        this.calls = vertx.createSharedWorkerExecutor("qalqan-call", THREADS);
        this.passwords = vertx.createSharedWorkerExecutor("qalqan-password", PASSWORD_THREADS);
    }

    /** Runs it; fails with a 503 {@link Refusal} when too many wait or it takes too long. */
    public <T> Future<T> call(Callable<T> task) {
        return run(calls, task, callsNow, CALLS_MAX);
    }

    /** Runs what hashes a password. */
    public <T> Future<T> password(Callable<T> task) {
        return run(passwords, task, passwordsNow, SIGN_INS_MAX);
    }

    private static <T> Future<T> run(WorkerExecutor executor, Callable<T> task, AtomicInteger now, int max) {
        if (now.incrementAndGet() > max) {
            now.decrementAndGet();
            return Future.failedFuture(Refusal.later(503, "more than " + max + " questions wait", 1));
        }
        Future<T> running = executor.executeBlocking(task, false);
        running.onComplete(done -> now.decrementAndGet());
        return running.timeout(CALL_SECONDS_MAX, TimeUnit.SECONDS)
                .recover(e -> Future.failedFuture(
                        e instanceof TimeoutException
                                ? Refusal.later(503, "it took longer than " + CALL_SECONDS_MAX + " s", CALL_SECONDS_MAX)
                                : e));
    }

    @Override
    public void close() {
        calls.close();
        passwords.close();
    }
}
