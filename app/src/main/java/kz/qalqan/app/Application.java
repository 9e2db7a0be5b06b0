package kz.qalqan.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.app.config.Config;
import kz.qalqan.ingest.Ingest;
import kz.qalqan.ingest.IngestConfig;
import kz.qalqan.ingest.IngestPorts;
import kz.qalqan.risk.Mapping;
import kz.qalqan.risk.RiskIndex;
import kz.qalqan.risk.RiskInputs;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.web.Backends;
import kz.qalqan.web.WebConfig;
import kz.qalqan.web.WebServer;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.live.LatestReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mine from broker to operator. The only class that knows the order of the stages; they are ended in the opposite
 * order of their start.
 *
 * <p>Threads: start and close from one thread; each stage documents its own.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Closing closing;
    private final CompletableFuture<String> failed;
    private final Ready ready;

    private Application(Closing closing, CompletableFuture<String> failed, Ready ready) {
        this.closing = closing;
        this.failed = failed;
        this.ready = ready;
    }

    private record Ready(
            WebServer web, Lines lines, PrometheusMeterRegistry registry, Address address, Optional<String> password) {}

    private record Address(Config.Http http, URI mqtt) {}

    /** Address of the page. */
    public String http() {
        String scheme = ready.address().http().tls() == null ? "http" : "https";
        return scheme + "://" + ready.address().http().bind() + ":"
                + ready.web().port();
    }

    /** Address of the broker. */
    public URI mqtt() {
        return ready.address().mqtt();
    }

    /** Password of the first administrator, if it was made at this start: to be shown once. */
    public Optional<String> firstPassword() {
        return ready.password();
    }

    /** Completes with the reason when the service may not go on. */
    public CompletableFuture<String> failed() {
        return failed;
    }

    /** What the parts count, as Prometheus reads it. */
    public String metrics() {
        return ready.registry().scrape();
    }

    /** The journal of a site, for what does not come through the broker: a stored past with times of its own. */
    EntryLog journal(String site) {
        return Objects.requireNonNull(ready.lines().logs().get(site), site);
    }

    @Override
    public void close() {
        closing.close();
    }

    /**
     * Starts the whole service; the page answers when this returns.
     *
     * @param simulation whether the mine is simulated: every screen says so
     */
    public static Application start(Config config, Plan plan, boolean simulation) {
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        return start(config, plan, simulation, clock);
    }

    /** Starts the whole service on another clock: tests drive time by hand. */
    static Application start(Config config, Plan plan, boolean simulation, SteadyClock clock) {
        Closing closing = new Closing();
        boolean started = false;
        try {
            Application application = new Start(config, plan, clock, closing).run(simulation);
            started = true;
            return application;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** One start: what the steps hand on to each other. */
    private static final class Start {
        private final Config config;
        private final Plan plan;
        private final SteadyClock clock;
        private final Closing closing;
        private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final Meters meters = new Meters(registry);
        private final CompletableFuture<String> failed = new CompletableFuture<>();

        Start(Config config, Plan plan, SteadyClock clock, Closing closing) {
            this.config = config;
            this.plan = plan;
            this.clock = clock;
            this.closing = closing;
        }

        Application run(boolean simulation) {
            DataDirectory.prepare(config.data());
            measureTheMachine();
            BrokerLogin login = BrokerLogin.of(config);
            Stages stages = Stages.start(config, plan, login, clock, closing);
            Telling telling = new Telling(config.notifying(), plan, clock, registry);
            AlertBook alerts = closing.add("alert book", AlertBook.open(stages.database(), clock, telling.outbox()));
            alerts.groupAlong(() -> plan);
            Accounts accounts = Accounts.open(stages.database(), clock);
            Optional<String> password = accounts.firstAdministrator(
                    Optional.of(config.admin().password()).filter(text -> !text.isEmpty()));
            Lines lines = Lines.open(config.data(), plan, stages, alerts, common());
            Ingest ingest = closing.add("ingest", ingest(lines, login.ingest(config, stages.mqtt(config))));
            meters.balance(ingest);
            stages.admitDevicesAfter(ingest.subscribed());
            LatestReadings latest = lines.live(new LatestReadings(), stages.store(), plan);
            closing.add("archives", Archives.follow(config.data(), plan, stages.store()));
            Heartbeat heartbeat = new Heartbeat(lines, ingest);
            Notifications told = closing.add(
                    "notifications",
                    telling.start(new Telling.Around(stages.database(), alerts, ingest, heartbeat, simulation)));
            closing.add(
                    "pulse", pulse(lines, List.of(alerts::expire, telling.calls(alerts), heartbeat::beat, told::tidy)));
            Backends backends = backends(stages, new Running(lines, ingest, alerts, told), accounts, latest);
            WebServer web = closing.add("page", WebServer.start(web(simulation), backends));
            Address address = new Address(config.http(), stages.mqtt(config));
            Application application =
                    new Application(closing, failed, new Ready(web, lines, registry, address, password));
            announce(application);
            return application;
        }

        private Lines.Common common() {
            return new Lines.Common(clock, closing, meters, failed, config.journal());
        }

        private Pulse pulse(Lines lines, List<Consumer<Instant>> due) {
            Disks disks = new Disks(lines.all());
            List<Consumer<Instant>> all = new ArrayList<>(List.of(disks::look));
            all.addAll(due);
            return new Pulse(clock, lines.journals(), all);
        }

        private record Running(Lines lines, Ingest ingest, AlertBook alerts, Notifications told) {}

        private Backends backends(Stages stages, Running running, Accounts accounts, LatestReadings latest) {
            RiskInputs riskInputs = RiskInputs.open(stages.database());
            return new Backends(
                    () -> plan,
                    stages.store(),
                    running.ingest(),
                    running.lines()::views,
                    running.alerts(),
                    running.told(),
                    running.lines().control(),
                    new RiskIndex(stages.store(), riskInputs, Mapping.V1, clock),
                    riskInputs,
                    stages.database(),
                    accounts,
                    latest,
                    () -> RuleEngine.ownRules(config.ownRules()),
                    new PartHealth(running.ingest(), running.lines(), stages.store(), running.told()),
                    registry,
                    clock);
        }

        private void announce(Application application) {
            String mqtt = application.mqtt().toString();
            closing.add("run.json", RunFile.write(config.data(), application.http(), mqtt));
            LOG.info("qalqan {} serves {}", Version.text(), plan.sites().keySet());
        }

        private Ingest ingest(Lines lines, IngestConfig login) {
            return Ingest.start(
                    login,
                    new IngestPorts(() -> plan, lines.logs(), lines::replay, lines::stored, clock, meters.ingest()));
        }

        private void measureTheMachine() {
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
        }

        private WebConfig web(boolean simulation) {
            Config.Http http = config.http();
            return new WebConfig(
                    http.bind(),
                    http.port(),
                    Optional.ofNullable(http.tls()).map(pem -> new WebConfig.Tls(pem.certificate(), pem.key())),
                    simulation,
                    Version.text());
        }
    }
}
