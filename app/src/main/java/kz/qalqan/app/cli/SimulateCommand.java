package kz.qalqan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.qalqan.simulator.Simulator;
import kz.qalqan.simulator.SimulatorConfig;
import kz.qalqan.simulator.SimulatorStats;
import kz.qalqan.simulator.mine.Scenarios;
import kz.qalqan.simulator.mine.Truth;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./qalqan simulate}: a mine that is not there, against any broker. */
@Command(
        name = "simulate",
        description = "Plays a scenario of the simulated mine to a broker. The broker's user and password come from"
                + " QALQAN_MQTT_USERNAME and QALQAN_MQTT_PASSWORD.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final int REPORT_SECONDS = 5;

    @Parameters(paramLabel = "SCENARIO", description = "quiet-shift or face-methane-rise")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String scenario;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            defaultValue = "mqtt://127.0.0.1:1883",
            description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // has a default
    private URI broker;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "plan file or name of a shipped plan; default: the site's")
    private @Nullable String plan;

    @Option(names = "--site", paramLabel = "S", defaultValue = "karaganda-1", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // has a default
    private String site;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "1", description = "times real speed; default 1")
    private double rate;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "same seed, same values; default 1")
    private long seed;

    @Option(names = "--duration", paramLabel = "D", description = "for example 90s, 15m, 2h; default: until Ctrl-C")
    private @Nullable String duration;

    @Option(
            names = "--grade",
            paramLabel = "URL",
            description = "plays one telling and grades the service there, for example http://127.0.0.1:8080; its user"
                    + " and password come from QALQAN_GRADE_USERNAME (default admin) and QALQAN_GRADE_PASSWORD")
    private @Nullable URI grade;

    @Option(
            names = "--grade-file",
            paramLabel = "FILE",
            defaultValue = "grade.json",
            description = "where the grade is written as JSON; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path gradeFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Output.requireScenario(spec, scenario);
        Plan read = Output.plan(plan == null ? site : plan);
        Duration telling = grade == null ? span() : telling();
        SimulatorConfig config = new SimulatorConfig(broker, site, scenario, seed, rate, telling, credentials());
        if (grade != null) {
            return graded(grade, config, read);
        }
        try (Simulator simulator = Simulator.start(config, read, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
            return follow(simulator);
        }
    }

    /** One telling at most, at the pace of the service's clock. */
    private Duration telling() {
        if (rate != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "rate " + rate + ": a service that lives in real time is graded at rate 1 only");
        }
        Duration period = Scenarios.of(scenario).period();
        Duration asked = span();
        if (asked != null && asked.compareTo(period) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "duration " + duration + ": a grade takes one telling of '" + scenario + "' at most, "
                            + period.toSeconds() + "s");
        }
        return asked == null ? period : asked;
    }

    private int graded(URI url, SimulatorConfig config, Plan read) throws InterruptedException {
        Site played = read.site(site)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "site '" + site + "': the plan has " + read.sites().keySet()));
        Duration end = Objects.requireNonNull(config.duration());
        Truth truth = Scenarios.of(scenario).truth().brokenOffAt(end);
        try {
            Grading grading = Grading.begin(url, played, truth, gradeFile);
            try (Simulator simulator = Simulator.start(config, read, InstantSource.system())) {
                Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
                int told = follow(simulator);
                if (told != 0) {
                    return told;
                }
                return grading.finish(simulator.stats(), spec.commandLine().getOut()) ? 0 : Commands.FAILED;
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("no grade: " + e.getMessage());
            return Commands.FAILED;
        }
    }

    private int follow(Simulator simulator) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        while (true) {
            try {
                simulator.finished().get(REPORT_SECONDS, TimeUnit.SECONDS);
                report(out, simulator.stats());
                return 0;
            } catch (TimeoutException e) {
                report(out, simulator.stats());
            } catch (ExecutionException e) {
                out.println("the scenario broke off: " + e.getCause());
                return Commands.FAILED;
            }
        }
    }

    private static void report(PrintWriter out, SimulatorStats stats) {
        out.printf(
                "%s  %-10s published %d, confirmed %d, failed %d, skipped %d, yielded %d  %s%n",
                stats.elapsed(),
                stats.connected() ? "connected" : "NO BROKER",
                stats.published(),
                stats.confirmed(),
                stats.failed(),
                stats.skipped(),
                stats.yielded(),
                stats.phase());
        out.flush();
    }

    private @Nullable Duration span() {
        if (duration == null) {
            return null;
        }
        try {
            return Duration.parse("PT" + duration);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "duration '" + duration + "': allowed is for example 90s, 15m, 2h", e);
        }
    }

    private static SimulatorConfig.@Nullable Credentials credentials() {
        String user = System.getenv("QALQAN_MQTT_USERNAME");
        String password = System.getenv("QALQAN_MQTT_PASSWORD");
        return user == null ? null : new SimulatorConfig.Credentials(user, password == null ? "" : password);
    }
}
