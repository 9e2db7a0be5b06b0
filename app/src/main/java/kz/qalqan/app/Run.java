package kz.qalqan.app;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
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
        CompletableFuture<Integer> code = new CompletableFuture<>();
        CompletableFuture<Boolean> stop = new CompletableFuture<>();
        Thread hook = new Thread(
                () -> {
                    stop.complete(true);
                    // After Ctrl-C the code is ours and not that of the signal; after a failure it stays a failure.
                    Runtime.getRuntime().halt(code.join());
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int ended = run(out, start, stop);
            code.complete(ended);
            return ended;
        } finally {
            code.complete(1); // does nothing when the code is told already
        }
    }

    private static int run(PrintWriter out, Start start, CompletableFuture<Boolean> stop) throws InterruptedException {
        try (Closing closing = new Closing()) {
            CompletableFuture<String> failed = start.begin(closing::add);
            CompletableFuture.anyOf(stop, failed).get();
            out.println(failed.isDone() ? "qalqan stops: " + failed.getNow("") : "stopping ...");
            out.flush();
            return failed.isDone() ? 1 : 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the service failed", e.getCause());
        }
    }
}
