package kz.qalqan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.qalqan.app.config.Config;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.history.InfluxConfig;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.rules.own.RuleFault;
import kz.qalqan.telemetry.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./qalqan check}: reads everything the service would, starts nothing. */
@Command(
        name = "check",
        description = "Reads configuration, plan and rule pack; names each fault with file and line.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "qalqan.yml")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Path config;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config read = ConfigReader.read(config, System.getenv());
        Plan plan = Output.plan(read.plan());
        int limits = 0;
        for (String site : plan.sites().keySet()) {
            try (RuleEngine engine =
                    RuleEngine.start(new RulesConfig(read.rules().preset()), plan, site, inForce -> plan)) {
                limits += engine.view().limits().size();
            }
        }
        OwnRuleFolder.Found own = RuleEngine.ownRules(read.ownRules());
        if (!own.faults().isEmpty()) {
            throw new IllegalArgumentException("own rules in " + read.ownRules() + " are refused:\n  "
                    + String.join(
                            "\n  ",
                            own.faults().stream().map(RuleFault::toString).toList()));
        }
        spec.commandLine().getOut().println("configuration " + config + ": good");
        spec.commandLine().getOut().println("history: " + history(read.history()));
        spec.commandLine().getOut().println("plan " + read.plan() + ": good (" + Output.summary(plan) + ")");
        spec.commandLine().getOut().println("rule pack: good (" + limits + " limits)");
        spec.commandLine()
                .getOut()
                .println("own rules " + read.ownRules() + ": good ("
                        + own.pack().rules().size() + " rules in " + own.files().size() + " files)");
        return 0;
    }

    private static String history(Config.History history) {
        InfluxConfig influx = history.influx();
        return influx == null ? history.kind() : history.kind() + ", bucket " + influx.bucket() + " at " + influx.url();
    }
}
