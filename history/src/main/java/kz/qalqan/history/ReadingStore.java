package kz.qalqan.history;

import java.util.List;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingQuery;

/**
 * Where readings become time series. What it holds follows from the journal and can be rebuilt from it.
 *
 * <p>Threads: any. {@link #append} and all queries may block on disk or network.
 */
public interface ReadingStore extends ReadingQuery, AutoCloseable {
    /**
     * Stores the readings of journal entries and remembers the position of the last one; entries without readings only
     * move the position. Writing entries again changes nothing.
     *
     * <p>A reading is the same as another when sensor, {@code measuredAt} and value are the same. One that the store
     * cannot place in time (before 1970, or more than a day after it was received) is stored at the time of receipt,
     * marked {@code clock-corrected}.
     *
     * @param site whose journal the entries are of
     * @param entries in the order of the journal
     * @throws StoreFault when they are not durable; the caller asks {@link #stored} and writes again from there
     */
    void append(String site, List<JournalEntry> entries);

    /** How far this store has come with the journal of a site; all zero for a site it never saw. */
    Stored stored(String site);

    /** The journal of a site was replaced by another: its position is 0 again; readings stay. */
    void rewind(String site);

    /** How it is doing; never blocks. */
    StoreHealth health();

    @Override
    void close();

    /**
     * How far a store has come with one journal, as it is on disk.
     *
     * @param position of the last entry that is durable here
     * @param readings how many readings the entries up to there held
     */
    record Stored(long position, long readings) {
        /** Nothing yet. */
        public static final Stored NOTHING = new Stored(0, 0);
    }
}
