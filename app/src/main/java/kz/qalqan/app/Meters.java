package kz.qalqan.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import kz.qalqan.history.HistoryMetrics;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.history.StoreHealth;
import kz.qalqan.ingest.IngestMetrics;
import kz.qalqan.journal.CommitWatch;
import kz.qalqan.journal.SpaceState;
import kz.qalqan.telemetry.Intake;
import kz.qalqan.telemetry.Intake.Balance;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * What the parts count, under the names of contract 6.
 *
 * <p>Threads: any.
 */
final class Meters {
    private static final double MILLIS_PER_SECOND = 1000;

    private final MeterRegistry registry;
    private final Timer evaluation;
    private final Counter findings;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.evaluation = Timer.builder("qalqan.rule.evaluation")
                .description("Rules and alerts of one journal entry")
                .publishPercentileHistogram()
                .register(registry);
        this.findings = registry.counter("qalqan.findings");
        registry.counter("qalqan.readings.dropped"); // must stay 0: nothing of ours ever counts it up
    }

    void evaluated(Judgement.Evaluated cost) {
        evaluation.record(cost.nanos(), TimeUnit.NANOSECONDS);
        findings.increment(cost.findings());
    }

    /** Times each commit of a journal, fsync included, and counts its bytes. Called on the journal's own thread. */
    CommitWatch journal(String site) {
        Timer fsync = Timer.builder("qalqan.journal.fsync")
                .description("Writing and fsyncing one commit group")
                .tags("site", site)
                .publishPercentileHistogram()
                .register(registry);
        Counter bytes = registry.counter("qalqan.journal.bytes", "site", site);
        Counter entries = registry.counter("qalqan.journal.entries", "site", site);
        return new CommitWatch() {
            private long start;

            @Override
            public void committing() {
                start = System.nanoTime();
            }

            @Override
            public void committed(int count, int size) {
                fsync.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                entries.increment(count);
                bytes.increment(size);
            }
        };
    }

    /** How much room the journal's disk has, and what history lost because it stood still. */
    void disk(String site, Supplier<SpaceState> space, LongSupplier lost) {
        Gauge.builder("qalqan.journal.disk", () -> Disks.level(space.get()))
                .description("Room on the journal's disk: 0 plenty, 1 under the soft mark, 2 full")
                .tags("site", site)
                .register(registry);
        Gauge.builder("qalqan.follower.lost.records", () -> (double) lost.getAsLong())
                .description("Entries deleted before a follower that stood still had read them")
                .tags(Tags.of("site", site, "follower", Disks.HISTORY))
                .register(registry);
    }

    /** How far a follower is behind the journal, in entries. */
    void follower(String site, String name, LongSupplier durable, LongSupplier position) {
        Gauge.builder("qalqan.follower.lag.records", () ->
                        (double) Math.max(0, durable.getAsLong() - position.getAsLong()))
                .tags(Tags.of("site", site, "follower", name))
                .register(registry);
    }

    /** How the history store is, as a site sees it. */
    void store(String site, ReadingStore store) {
        Gauge.builder("qalqan.readings.rejected", () -> (double) store.rejected(site))
                .description("Readings the history store would not take, kept in a file")
                .tags("site", site)
                .register(registry);
        Gauge.builder("qalqan.history.up", () -> store.health().state() == StoreHealth.State.DOWN ? 0.0 : 1.0)
                .description("Whether the history store takes readings")
                .register(registry);
    }

    /** What history tells, with its lag in seconds. */
    HistoryMetrics history(String site, InstantSource clock) {
        AtomicLong through = new AtomicLong(clock.millis());
        Gauge.builder("qalqan.follower.stored.through", () -> (double) through.get() / MILLIS_PER_SECOND)
                .description("When the newest stored entry was received, epoch seconds")
                .baseUnit("seconds")
                .tags(Tags.of("site", site, "follower", "history"))
                .register(registry);
        Counter stored = registry.counter("qalqan.readings.stored", "site", site);
        Counter failures = registry.counter("qalqan.history.failures", "site", site);
        return new HistoryMetrics() {
            @Override
            public void stored(String of, long readings, Instant newest) {
                stored.increment((double) readings);
                through.set(newest.toEpochMilli());
            }

            @Override
            public void failed(String of, String reason) {
                failures.increment();
            }
        };
    }

    /** The loss accounting as it is shown: each term of contract 5. */
    void balance(Intake intake) {
        Map<String, ToDoubleFunction<Balance>> terms = Map.of(
                "received", Balance::received,
                "accepted", Balance::accepted,
                "duplicate", Balance::duplicate,
                "quarantined", Balance::quarantined,
                "stored", Balance::stored,
                "waiting", Balance::waiting,
                "forgotten", Balance::forgotten,
                "dropped", Balance::dropped);
        terms.forEach(
                (term, value) -> Gauge.builder("qalqan.balance.readings", () -> value.applyAsDouble(intake.balance()))
                        .description("Loss accounting since the data directory was made")
                        .tags("term", term)
                        .register(registry));
    }

    /** What ingest counts. */
    IngestMetrics ingest() {
        return new IngestMeters(registry);
    }

    private static final class IngestMeters implements IngestMetrics {
        private final Counter messages;
        private final Counter bytes;
        private final Counter received;
        private final Counter accepted;
        private final Counter duplicate;
        private final Counter redelivered;
        private final Counter overflow;
        private final Counter appendFailed;
        private final Timer acknowledged;
        private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
        private final AtomicLong waiting = new AtomicLong();
        private final AtomicLong sparkplugNodes = new AtomicLong();
        private final AtomicLong sparkplugInSync = new AtomicLong();
        private final Map<Oddity, Counter> odd = new EnumMap<>(Oddity.class);
        private final Counter payloadsNotKept;
        private final MeterRegistry registry;

        IngestMeters(MeterRegistry registry) {
            this.registry = registry;
            messages = registry.counter("qalqan.messages");
            bytes = registry.counter("qalqan.messages.bytes");
            received = registry.counter("qalqan.readings.received");
            accepted = registry.counter("qalqan.readings.accepted");
            duplicate = registry.counter("qalqan.readings.duplicate");
            redelivered = registry.counter("qalqan.messages.redelivered");
            overflow = registry.counter("qalqan.ingest.overflow");
            appendFailed = registry.counter("qalqan.journal.append.failures");
            acknowledged = Timer.builder("qalqan.message.acknowledge")
                    .description("Message received to message acknowledged")
                    .publishPercentileHistogram()
                    .register(registry);
            for (QuarantineReason reason : QuarantineReason.values()) {
                quarantined.put(reason, registry.counter("qalqan.readings.quarantined", "reason", reason.word()));
            }
            for (Oddity what : Oddity.values()) {
                odd.put(what, registry.counter("qalqan.readings.odd", "what", what.word()));
            }
            payloadsNotKept = registry.counter("qalqan.quarantine.payloads.not.kept");
            registry.gauge("qalqan.ingest.waiting.messages", waiting);
            registry.gauge("qalqan.sparkplug.nodes", Tags.of("state", "known"), sparkplugNodes);
            registry.gauge("qalqan.sparkplug.nodes", Tags.of("state", "in-sync"), sparkplugInSync);
        }

        @Override
        public void message(int size) {
            messages.increment();
            bytes.increment(size);
        }

        @Override
        public void accepted(int readings) {
            received.increment(readings);
            accepted.increment(readings);
        }

        @Override
        public void duplicate(int readings) {
            received.increment(readings);
            duplicate.increment(readings);
        }

        @Override
        public void quarantined(QuarantineReason reason, int readings) {
            received.increment(readings);
            Counter counter = quarantined.get(reason);
            if (counter != null) {
                counter.increment(readings);
            }
        }

        @Override
        public void odd(Oddity what, long times) {
            Counter counter = odd.get(what);
            if (counter != null) {
                counter.increment((double) times);
            }
        }

        @Override
        public void payloadNotKept() {
            payloadsNotKept.increment();
        }

        @Override
        public void redelivered() {
            redelivered.increment();
        }

        @Override
        public void acknowledged(Duration after) {
            acknowledged.record(after);
        }

        @Override
        public void waiting(int count, long size) {
            waiting.set(count);
        }

        @Override
        public void overflow() {
            overflow.increment();
        }

        @Override
        public void appendFailed() {
            appendFailed.increment();
        }

        @Override
        public void sparkplug(String event) {
            registry.counter("qalqan.sparkplug.events", "event", event).increment();
        }

        @Override
        public void sparkplugNodes(int known, int inSync) {
            sparkplugNodes.set(known);
            sparkplugInSync.set(inSync);
        }

        @Override
        public void connected(String link) {
            registry.counter("qalqan.link.connects", "link", link).increment();
        }

        @Override
        public void disconnected(String link) {
            registry.counter("qalqan.link.disconnects", "link", link).increment();
        }
    }
}
