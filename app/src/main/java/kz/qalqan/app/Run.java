package kz.qalqan.app;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Runs something until Ctrl-C or its failure, and ends it cleanly in both cases. */
public final class Run {
    /** Starts the parts, adds each to the closing, and answers with what completes when it fails. */
    @FunctionalInterface
    public interface Start {
        /** Starts. */
        CompletableFuture<String> begin(Parts closing);
    }

    /** Where a start leaves its parts. */
    public interface Parts {
        /** Remembers a part that must be ended. */
        <T extends AutoCloseable> T add(String name, T part);
    }

    private Run() {}

    /**
     * Starts and waits.
     *
     * @return exit code: 0 after Ctrl-C, 1 after a failure
     */
    public static int untilStopped(PrintWriter out, Start start) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Boolean> stop = new CompletableFuture<>();
        Thread hook = new Thread(
                () -> {
                    stop.complete(true);
                    awaitQuietly(ended);
                    Runtime.getRuntime().halt(0); // stopped as asked: exit code 0, not that of the signal
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Closing closing = new Closing();
        try (closing) {
            CompletableFuture<String> failed = start.begin(closing::add);
            CompletableFuture.anyOf(stop, failed).get();
            if (failed.isDone()) {
                out.println("qalqan stops: " + failed.getNow(""));
                out.flush();
                return 1;
            }
            out.println("stopping ...");
            out.flush();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the service failed", e.getCause());
        } finally {
            closing.close();
            ended.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
