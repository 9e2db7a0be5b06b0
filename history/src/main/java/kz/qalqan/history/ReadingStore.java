package kz.qalqan.history;

import java.util.List;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingQuery;

/**
 * Where readings become time series. What it holds follows from the journal and can be rebuilt from it.
 *
 * <p>Threads: any. {@link #append} and all queries may block on disk or network.
 */
public interface ReadingStore extends ReadingQuery, AutoCloseable {
    /**
     * Between site and name in the name of an archive journal, an imported past: {@code karaganda-1@shift-log-2019}.
     */
    String ARCHIVE = "@";

    /**
     * Whether entries of this journal are an imported past. Its readings bear {@link Quality.Mark#IMPORTED}; they show
     * in {@link #raw}, {@link #downsampled} and {@link #statistics}, never in {@link #latest}, and no retention drops
     * them, however old they are.
     */
    static boolean imported(String journal) {
        return journal.contains(ARCHIVE);
    }

    /**
     * Stores the readings of journal entries and remembers the position of the last one; entries without readings only
     * move the position. Writing entries again changes nothing.
     *
     * <p>A reading is the same as another when sensor, {@code measuredAt} and value are the same. One that the store
     * cannot place in time (before 1970, or more than a day after it was received) is stored at the time of receipt,
     * marked {@code clock-corrected}.
     *
     * @param journal which the entries are of: the name of its site, or that of an archive ({@link #imported})
     * @param entries in the order of the journal
     * @throws StoreFault when they are not durable; the caller asks {@link #stored} and writes again from there
     */
    void append(String journal, List<JournalEntry> entries);

    /** How far this store has come with a journal; all zero for one it never saw. */
    Stored stored(String journal);

    /** A journal was replaced by another: its position is 0 again; readings stay. */
    void rewind(String journal);

    /**
     * How many readings of a site the store would not take. They are part of {@link Stored#readings}, not in the store,
     * and kept in a file beside it.
     */
    default long rejected(String site) {
        return 0;
    }

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
