package kz.qalqan.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.qalqan.app.Application;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.simulator.Simulator;
import kz.qalqan.telemetry.Plan;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What several commands print or read in the same way. */
final class Output {
    private Output() {}

    /** A plan by path, or by the name of a shipped one. */
    static Plan plan(String pathOrName) {
        return Files.exists(Path.of(pathOrName)) || !PlanReader.isShipped(pathOrName)
                ? PlanReader.read(Path.of(pathOrName))
                : PlanReader.shipped(pathOrName);
    }

    /** Refuses a scenario the simulator does not know, naming those it does: wrong usage. */
    static void requireScenario(CommandSpec spec, String scenario) {
        List<String> known = Simulator.scenarios();
        if (!known.contains(scenario)) {
            throw new ParameterException(
                    spec.commandLine(), "scenario '" + scenario + "': allowed are " + String.join(", ", known));
        }
    }

    /** What a plan holds, in one line. */
    static String summary(Plan plan) {
        return plan.sites().values().stream()
                .map(site -> "%s: %d zones, %d devices, %d sensors, %d workplaces"
                        .formatted(
                                site.id(),
                                site.zones().size(),
                                site.devices().size(),
                                site.sensors().size(),
                                site.workplaces().size()))
                .reduce((a, b) -> a + "; " + b)
                .orElse("no site");
    }

    /** Where the running service is, and how to sign in for the first time. */
    static void running(PrintWriter out, Application application) {
        out.println();
        out.println("  page     " + application.http());
        out.println("  broker   " + application.mqtt());
        application
                .firstPassword()
                .ifPresent(password -> out.println("  sign in  admin / " + password + "   (shown this once)"));
        out.println("  stop     Ctrl-C");
        out.println();
        out.flush();
    }
}
