package kz.qalqan.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.app.config.Config;
import kz.qalqan.history.EntrySource;
import kz.qalqan.history.HistoryFollower;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.ingest.IngestPorts;
import kz.qalqan.journal.Journal;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.web.live.LatestReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of all sites: each a journal and its three followers, which are history, judgement and the live feed.
 *
 * <p>Threads: any.
 */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    private final Map<String, SiteLine> lines = new LinkedHashMap<>();
    private final Common common;
    private final ReadingStore store;

    /**
     * What all lines share.
     *
     * @param clock the service's time
     * @param closing where what is started is remembered
     * @param meters where it is counted
     * @param failed completed when the service may not go on
     * @param journal how much is kept
     */
    record Common(
            SteadyClock clock,
            Closing closing,
            Meters meters,
            CompletableFuture<String> failed,
            Config.Journal journal) {}

    private Lines(Common common, ReadingStore store) {
        this.common = common;
        this.store = store;
    }

    /** Opens the journals, judges what is in them already, and follows them from then on. */
    static Lines open(Path data, Plan plan, Stages stages, AlertBook alerts, Common common) {
        Lines lines = new Lines(common, stages.store());
        for (String site : plan.sites().keySet()) {
            lines.lines.put(site, lines.line(data, site, plan, stages, alerts));
        }
        lines.lines.values().forEach(line -> line.judgement().caughtUp().join());
        return lines;
    }

    private SiteLine line(Path data, String site, Plan plan, Stages stages, AlertBook alerts) {
        Closing closing = common.closing();
        Journal journal = closing.add(
                "journal of " + site,
                Journal.open(
                        data.resolve("journal"),
                        site,
                        Disks.journal(common.journal()).with(common.meters().journal(site))));
        common.meters().disk(site, journal::space, () -> journal.lost(Disks.HISTORY));
        if (!journal.openReport().clean()) {
            LOG.error("journal of {}: {}", site, journal.openReport());
        }
        var unused = journal.failed().thenAccept(failure -> common.failed()
                .complete("the journal of " + site + " cannot be written: " + failure.getMessage()));
        journal.lastReceivedAt().ifPresent(common.clock()::notBefore);
        RuleEngine engine = stages.engine(site);
        EngineView view = engine.view();
        ServiceStart start =
                new ServiceStart(Version.text(), view.engine(), view.pack(), System.getProperty("java.version", ""));
        SiteLine.announce(journal, start, plan, common.clock());
        SiteLine.announce(journal, stages.ownRules(), common.clock());
        Judgement judgement = closing.add(
                "judgement of " + site,
                Judgement.start(
                        new Judgement.Parts(site, journal, engine, alerts, common.clock()),
                        common.meters()::evaluated,
                        problem -> common.failed().complete("an entry of " + site + " cannot be judged: " + problem)));
        HistoryFollower history = closing.add(
                "history of " + site,
                HistoryFollower.start(
                        site,
                        EntrySource.of(journal),
                        stages.store(),
                        common.meters().history(site, common.clock())));
        common.meters().follower(site, "judgement", journal::durable, judgement::position);
        common.meters().follower(site, "history", journal::durable, history::position);
        common.meters().store(site, stages.store());
        return new SiteLine(site, journal, engine, judgement, history);
    }

    /** Starts showing readings on the page: first what history has, then what comes. */
    LatestReadings live(LatestReadings latest, ReadingStore store, Plan plan) {
        plan.sites().keySet().forEach(site -> latest.seed(store.latest(site)));
        for (SiteLine line : lines.values()) {
            LiveFollower live = common.closing()
                    .add(
                            "live feed of " + line.site(),
                            LiveFollower.start(line.site(), line.journal(), latest::accept));
            common.meters().follower(line.site(), "live", line.journal()::durable, live::position);
        }
        return latest;
    }

    /** The lines in the order of the plan. */
    List<SiteLine> all() {
        return List.copyOf(lines.values());
    }

    /** The journals in the order of the plan, as the stages write to them. */
    Map<String, EntryLog> logs() {
        Map<String, EntryLog> logs = new LinkedHashMap<>();
        lines.forEach((site, line) -> logs.put(site, line.journal()));
        return logs;
    }

    /** All journals. */
    List<Journal> journals() {
        return lines.values().stream().map(SiteLine::journal).toList();
    }

    /** Hands in what the journal of a site holds now after a position. */
    void replay(String site, long after, Consumer<JournalEntry> each) {
        SiteLine line = lines.get(site);
        if (line != null) {
            SiteLine.replay(line.journal(), after, each);
        }
    }

    /** What the rules show, by site. */
    Map<String, EngineView> views() {
        Map<String, EngineView> views = new LinkedHashMap<>();
        lines.forEach((site, line) -> views.put(site, line.engine().view()));
        return views;
    }

    /** Where declarations and changes of limits are written. */
    ControlLog control() {
        return (site, entry) -> {
            SiteLine line = lines.get(site);
            return line == null
                    ? CompletableFuture.failedFuture(new IllegalArgumentException("site '" + site + "' is not served"))
                    : line.control(entry, common.clock());
        };
    }

    /** How far history has come with the journal of a site; what its store rejects waits on, in a file. */
    IngestPorts.Progress stored(String site) {
        SiteLine line = lines.get(site);
        if (line == null) {
            return IngestPorts.Progress.NOTHING;
        }
        HistoryFollower.Progress progress = line.history().progress();
        return new IngestPorts.Progress(progress.position(), progress.readings(), store.rejected(site));
    }
}
