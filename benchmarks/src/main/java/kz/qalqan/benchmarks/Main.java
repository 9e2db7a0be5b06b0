package kz.qalqan.benchmarks;

import java.util.List;

/** Runs the measurements of docs/benchmarks.md: {@code benchmarks/run drain|latency|all}. */
public final class Main {
    private static final int ROUNDS = 3;

    private Main() {}

    /** Entry point of {@code benchmarks/run}. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = arguments.length == 0 ? List.of("all") : List.of(arguments);
        if (wanted.contains("drain") || wanted.contains("all")) {
            new Drain(200_000, 1, ROUNDS).run();
            new Drain(20_000, 50, ROUNDS).run();
        }
        if (wanted.contains("latency") || wanted.contains("all")) {
            new Latency(1_000, 60).run();
        }
        System.exit(0);
    }
}
