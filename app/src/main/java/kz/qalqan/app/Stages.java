package kz.qalqan.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import kz.qalqan.app.config.Config;
import kz.qalqan.broker.BrokerConfig;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.history.EmbeddedConfig;
import kz.qalqan.history.EmbeddedStore;
import kz.qalqan.history.InfluxConfig;
import kz.qalqan.history.InfluxStore;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.history.ReopeningStore;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.telemetry.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The parts that are slow to start and know nothing of each other, started side by side: broker, store, rules,
 * database.
 *
 * @param broker the embedded broker; null when the site has its own
 * @param store history
 * @param engines rule engine of each site, in the order of the plan
 * @param ownRules the mine's own rules as they lie in their directory, compiled
 * @param database the relational store
 */
record Stages(
        @Nullable EmbeddedBroker broker,
        ReadingStore store,
        Map<String, RuleEngine> engines,
        OwnRuleFolder.Found ownRules,
        Database database) {

    /** Where readings come from: the embedded broker or the configured one. */
    URI mqtt(Config config) {
        return broker == null ? Objects.requireNonNull(config.mqtt().uri(), "mqtt.uri") : broker.uri();
    }

    /** Lets devices into the embedded broker once ingest listens: what they send before would be lost. */
    void admitDevicesAfter(CompletableFuture<Void> subscribed) {
        if (broker != null) {
            var unused = subscribed.thenRun(broker::admitDevices);
        }
    }

    /** The rule engine of a site of the plan. */
    RuleEngine engine(String site) {
        return Objects.requireNonNull(engines.get(site), site);
    }

    /** Starts all of them; what has started is undone by {@code closing} when one fails. */
    static Stages start(Config config, Plan plan, BrokerLogin ingest, InstantSource clock, Closing closing) {
        Executor threads = task -> new Thread(task, "start").start();
        Path data = config.data();
        var broker = begin(threads, () -> broker(config, ingest));
        var store = begin(threads, () -> history(config, clock));
        var engines = begin(threads, () -> engines(config, plan));
        var ownRules = begin(threads, () -> RuleEngine.ownRules(config.ownRules()));
        var database = begin(
                threads,
                () -> Database.open(
                        new DatabaseConfig(
                                config.database().url(),
                                config.database().user(),
                                config.database().password()),
                        data));
        Database opened = closing.add("database", take(database));
        ReadingStore history = closing.add("history store", take(store));
        EmbeddedBroker started = take(broker);
        if (started != null) {
            closing.add("broker", started);
        }
        return new Stages(started, history, take(engines), take(ownRules), opened);
    }

    private static ReadingStore history(Config config, InstantSource clock) {
        InfluxConfig influx = config.history().influx();
        Path data = config.data();
        return influx == null
                ? ReopeningStore.over(() -> EmbeddedStore.open(data.resolve("history"), embedded(config), clock), clock)
                : ReopeningStore.over(() -> InfluxStore.open(data.resolve("influxdb"), influx, clock), clock);
    }

    private static EmbeddedConfig embedded(Config config) {
        Config.Kept kept = config.history().kept();
        return EmbeddedConfig.STANDARD
                .with(new EmbeddedConfig.Retention(kept.rawDays(), kept.rollupDays(), kept.asideDays()))
                .withSoftFree(config.journal().softFreeMib() * Disks.MIB);
    }

    private static @Nullable EmbeddedBroker broker(Config config, BrokerLogin ingest) {
        return config.broker().embedded()
                ? EmbeddedBroker.start(new BrokerConfig(
                        config.data().resolve("broker"),
                        config.broker().port(),
                        BrokerConfig.Persistence.FILE,
                        ingest.owner()))
                : null;
    }

    private static Map<String, RuleEngine> engines(Config config, Plan plan) {
        Map<String, RuleEngine> engines = new LinkedHashMap<>();
        for (String site : plan.sites().keySet()) {
            RulesConfig rules = new RulesConfig(config.rules().preset());
            engines.put(
                    site,
                    RuleEngine.start(
                            rules, plan, site, inForce -> PlanReader.parse(inForce.text(), "plan in the journal")));
        }
        return engines;
    }

    private static <T extends @Nullable Object> CompletableFuture<T> begin(Executor threads, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, threads);
    }

    /** Waits for a part; its own exception comes out as it was thrown. */
    private static <T extends @Nullable Object> T take(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
