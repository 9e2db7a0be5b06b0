package kz.qalqan.app;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.app.config.Config;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.journal.SpaceState;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LinkChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the journal when its own disk is full: from then on no readings come, just as when the broker is gone. So the
 * rules count nobody as silent and raise the one alert about ourselves.
 *
 * <p>Threads: the pulse.
 */
final class Disks {
    /** Name of the follower that may lose entries to its cap. */
    static final String HISTORY = "history";

    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);
    private static final String LINK = "disk";
    static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private final List<SiteLine> lines;
    private final Map<String, LinkChange.State> told = new LinkedHashMap<>();

    Disks(List<SiteLine> lines) {
        this.lines = List.copyOf(lines);
        this.lines.forEach(line -> told.put(line.site(), toldBefore(line.journal())));
    }

    /** The settings of a journal in its own words. */
    static JournalConfig journal(Config.Journal config) {
        return JournalConfig.of(Version.text())
                .with(new JournalConfig.Retention(
                        config.retentionGib() * GIB,
                        Duration.ofDays(config.retentionDays()),
                        new JournalConfig.FollowerCap(config.followerCapGib() * GIB, Set.of(HISTORY))))
                .with(new JournalConfig.Space(
                        config.softFreeMib() * MIB, config.hardFreeMib() * MIB, config.reserveMib() * MIB));
    }

    /** A state of the disk as a number for the metrics: the larger the worse. */
    static int level(SpaceState space) {
        return switch (space) {
            case PLENTY -> 0;
            case SCARCE -> 1;
            case FULL -> 2;
        };
    }

    /** What a state of the disk means, for a person. */
    static String words(SpaceState space) {
        return switch (space) {
            case PLENTY -> "";
            case SCARCE ->
                "disk under its soft mark: what every follower has passed and old days of history go at once;";
            case FULL -> "disk full: readings are not acknowledged, the broker keeps them;";
        };
    }

    /** Tells each journal of a change. */
    void look(Instant now) {
        for (SiteLine line : lines) {
            SpaceState space = line.journal().space();
            LinkChange.State state = space == SpaceState.FULL ? LinkChange.State.DOWN : LinkChange.State.UP;
            LinkChange.State before = told.put(line.site(), state);
            if (state != before) {
                LinkChange change = new LinkChange(
                        LINK, state, state == LinkChange.State.DOWN ? words(space) : "there is room again");
                line.journal().append(change, now).exceptionally(e -> {
                    LOG.error("{} could not be journaled", change, e);
                    return 0L;
                });
            }
        }
    }

    private static LinkChange.State toldBefore(Journal journal) {
        LinkChange.State state = LinkChange.State.UP;
        for (JournalEntry entry : journal.inForce(journal.durable())) {
            if (entry.content() instanceof LinkChange change && change.link().equals(LINK)) {
                state = change.state();
            }
        }
        return state;
    }
}
