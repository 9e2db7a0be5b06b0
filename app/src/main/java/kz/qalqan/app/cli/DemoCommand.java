package kz.qalqan.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import kz.qalqan.app.Application;
import kz.qalqan.app.Ports;
import kz.qalqan.app.Run;
import kz.qalqan.app.config.Config;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.simulator.Simulator;
import kz.qalqan.simulator.SimulatorConfig;
import kz.qalqan.telemetry.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./qalqan demo}: everything in one process, with a mine that is not there. */
@Command(
        name = "demo",
        description = "Runs everything in one process: broker, stores, page, and a simulated mine. Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int HTTP_PORT = 8080;
    private static final int MQTT_PORT = 1883;

    @Option(names = "--http-port", paramLabel = "PORT", description = "default 8080, or a free one; 0: any free one")
    private @Nullable Integer httpPort;

    @Option(names = "--mqtt-port", paramLabel = "PORT", description = "default 1883, or a free one; 0: any free one")
    private @Nullable Integer mqttPort;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "./data", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path data;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            defaultValue = "karaganda-1",
            description = "plan file or shipped plan")
    @SuppressWarnings("NullAway.Init") // has a default
    private String plan;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "face-methane-rise",
            description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // has a default
    private String scenario;

    @Option(names = "--no-simulator", description = "no simulated mine: speak to the broker yourself")
    private boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Output.requireScenario(spec, scenario);
        PrintWriter out = spec.commandLine().getOut();
        Config config = config(out);
        Plan read = Output.plan(plan);
        return Run.untilStopped(out, closing -> {
            Application application = closing.add("service", Application.start(config, read, true));
            if (!quiet) {
                String site = read.sites().keySet().iterator().next();
                closing.add(
                        "simulator",
                        Simulator.start(
                                SimulatorConfig.of(application.mqtt(), site, scenario), read, InstantSource.system()));
                out.println("SIMULATION: the mine is simulated (" + scenario + " at " + site + ")");
            }
            Output.running(out, application);
            return application.failed();
        });
    }

    private Config config(PrintWriter out) {
        int http = choose(out, "HTTP", httpPort, HTTP_PORT);
        int mqtt = choose(out, "MQTT", mqttPort, MQTT_PORT);
        Config base = ConfigReader.parse("broker: {embedded: true}", "demo", System.getenv());
        return new Config(
                data,
                plan,
                new Config.Http(base.http().bind(), http, base.http().tls()),
                base.mqtt(),
                new Config.Broker(true, mqtt),
                base.journal(),
                base.history(),
                base.database(),
                base.rules(),
                base.notifying(),
                base.admin());
    }

    private static int choose(PrintWriter out, String what, @Nullable Integer asked, int usual) {
        Ports.Choice choice = Ports.choose(what, asked, usual);
        if (choice.gaveWay()) {
            out.println("!! " + what + " port " + usual + " is taken: a free one is used instead");
        }
        return choice.number();
    }
}
