package kz.qalqan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.qalqan.app.Application;
import kz.qalqan.app.Run;
import kz.qalqan.app.config.Config;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.telemetry.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./qalqan serve}: the service against a site's own broker. */
@Command(
        name = "serve",
        description = "Runs the service against your broker and your stores.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "qalqan.yml")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Path config;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Config read = ConfigReader.read(config, System.getenv());
        Plan plan = Output.plan(read.plan());
        return Run.untilStopped(spec.commandLine().getOut(), closing -> {
            Application application = closing.add("service", Application.start(read, plan, false));
            Output.running(spec.commandLine().getOut(), application);
            return application.failed();
        });
    }
}
