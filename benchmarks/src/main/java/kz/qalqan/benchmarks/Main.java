package kz.qalqan.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import kz.qalqan.history.InfluxRate;

/**
 * Runs the measurements of docs/benchmarks.md: {@code benchmarks/run
 * drain|batched|live|latency|journal|history|start|influx|all}.
 */
public final class Main {
    private static final int ROUNDS = 3;
    private static final int RULE_PASSES = 8;
    private static final Path METHANE = Path.of("../shared/data/methane/methane-train.arff");

    private Main() {}

    /** Entry point of {@code benchmarks/run}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("serve")) {
            StartCost.serve(Path.of(arguments[1]));
            return;
        }
        if (arguments.length == 4 && arguments[0].equals("publish")) {
            Publisher.run(URI.create(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            System.exit(0);
        }
        List<String> wanted = arguments.length == 0 ? List.of("all") : List.of(arguments);
        if (wanted.contains("drain") || wanted.contains("all")) {
            new Drain(200_000, 1, ROUNDS).run();
        }
        if (wanted.contains("batched") || wanted.contains("all")) {
            new Drain(20_000, 50, ROUNDS).run();
        }
        if (wanted.contains("live") || wanted.contains("all")) {
            new Live(5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000).run();
        }
        if (wanted.contains("latency") || wanted.contains("all")) {
            new Latency(1_000, 60).run();
        }
        if (wanted.contains("journal") || wanted.contains("all")) {
            JournalCost.run(Path.of("."), METHANE, ROUNDS);
        }
        if (wanted.contains("history") || wanted.contains("all")) {
            HistoryCost.run(METHANE);
        }
        if (wanted.contains("start") || wanted.contains("all")) {
            StartCost.run();
        }
        if (wanted.contains("rules") || wanted.contains("all")) {
            new RulesCost().run(RULE_PASSES);
        }
        if (wanted.contains("influx")) {
            InfluxRate.run();
        }
        System.exit(0);
    }
}
