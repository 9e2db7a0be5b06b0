package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.instantOfMicros;

import io.questdb.griffin.SqlException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up hours and lets old readings go, in between writes. Its time is that of the journals, so that a history that
 * is filled again from them ends up as it was, but for what went early because its disk was scarce.
 *
 * <p>Threads: the one that writes.
 */
final class Upkeep {
    /** Time between two rounds, microseconds. */
    static final long PERIOD = 60_000_000L;
    /** An hour is summed up when it ended this long ago, microseconds: what is a little late is then there. */
    static final long GRACE = 5 * 60_000_000L;
    /** More dirty hours than this are worked off at once, so that the note of them stays small. */
    private static final int DIRTY_MAX = 2_000;
    /** Hours summed up in one round: a round must not keep writes waiting long. */
    private static final int HOURS_A_ROUND = 24;

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final EmbeddedConfig config;
    /** Held while readings go: no question may be on its way to them. */
    private final Lock alone;

    private final LongSupplier usable;

    private final Map<String, Long> received = new HashMap<>();
    private long lastRound = Long.MIN_VALUE;

    /** What went before its time, in words. */
    private volatile String wentEarly = "";

    /**
     * Nothing is due yet.
     *
     * @param usable bytes free on the disk of the store
     */
    Upkeep(EmbeddedConfig config, Lock alone, LongSupplier usable) {
        this.config = config;
        this.alone = alone;
        this.usable = usable;
    }

    /** Which readings went because the disk is scarce; empty when none did since the start. Any thread. */
    String wentEarly() {
        return wentEarly;
    }

    /** Entries of a site's journal up to a time are stored. */
    void after(OpenHistory open, String site, long receivedMicros) {
        received.merge(site, receivedMicros, Math::max);
        long newest = received.values().stream().mapToLong(t -> t).max().orElse(0);
        long oldest = received.values().stream().mapToLong(t -> t).min().orElse(0);
        if (lastRound == Long.MIN_VALUE) {
            lastRound = newest; // the other sites have to say first how far they are
            return;
        }
        boolean many = open.rollUp().view().dirty().size() > DIRTY_MAX;
        if (newest - lastRound < PERIOD && !many) {
            return;
        }
        try {
            if (round(open, newest, oldest)) {
                lastRound = newest;
            }
        } catch (SqlException | StoreFault e) {
            lastRound = newest;
            LOG.error("history could not sum up hours or let old readings go; trying again in a minute", e);
        }
    }

    /** Does what is due; false when there is more to do. */
    private boolean round(OpenHistory open, long newest, long oldest) throws SqlException {
        Duration wait = config.applyWait();
        if (!open.rollUp().refresh(open.db(), newest - GRACE, HOURS_A_ROUND, wait)) {
            return false;
        }
        long byAge = Range.floor(oldest, Range.DAY) - config.kept().rawDays() * Range.DAY;
        long rawFrom = Math.max(byAge, scarceFrom(open, oldest));
        RollUp.View view = open.rollUp().view();
        if (rawFrom > view.rawFrom() && view.dirty().headSet(rawFrom).isEmpty()) {
            letGo(open, rawFrom, rawFrom > byAge);
        }
        int months = RollUp.dropHours(open.db(), oldest - config.kept().rollupDays() * Range.DAY);
        if (months > 0) {
            LOG.info("history let {} months of hours go", months);
        }
        return true;
    }

    private void letGo(OpenHistory open, long rawFrom, boolean early) throws SqlException {
        alone.lock();
        try {
            open.rollUp().dropReadings(open.db(), rawFrom);
        } finally {
            alone.unlock();
        }
        if (early) {
            wentEarly = "disk under its soft mark: readings before " + instantOfMicros(rawFrom)
                    + " are gone, their hours stay";
            LOG.warn("history: {}", wentEarly);
        } else {
            LOG.info("history keeps readings since {}; hours stand for what is older", instantOfMicros(rawFrom));
        }
    }

    /** Start of the readings to keep while the disk is scarce: in each round a day more goes. */
    private long scarceFrom(OpenHistory open, long oldest) {
        if (usable.getAsLong() >= config.softFreeBytes()) {
            return Long.MIN_VALUE;
        }
        long today = Range.floor(oldest, Range.DAY);
        long first = open.db().readings().partitions().stream().findFirst().orElse(today);
        return Math.min(first + Range.DAY, today - (EmbeddedConfig.Retention.SCARCE_DAYS - 1) * Range.DAY);
    }
}
