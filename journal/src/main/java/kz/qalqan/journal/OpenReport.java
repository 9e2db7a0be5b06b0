package kz.qalqan.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found when a journal was opened.
 *
 * @param site name of the site
 * @param segments number of segments
 * @param first first position there is, 0 when empty
 * @param last last position there is, 0 when empty
 * @param next the position the next entry will get; more than {@code last + 1} after something was set aside
 * @param torn what was set aside, newest first; empty after a clean stop
 * @param remarks whatever else a person should know
 */
public record OpenReport(
        String site, int segments, long first, long last, long next, List<Torn> torn, List<String> remarks) {

    /**
     * A last commit group that was not whole. It is kept beside the journal and never read again. After a crash it was
     * never acknowledged; if the disk damaged it later, it may have been.
     *
     * @param file the segment
     * @param offset where it began
     * @param bytes its length
     * @param kept where its bytes are now
     * @param position the first position it would have had
     * @param reason what was wrong with it
     */
    public record Torn(Path file, long offset, long bytes, Path kept, long position, String reason) {}

    public OpenReport {
        torn = List.copyOf(torn);
        remarks = List.copyOf(remarks);
    }

    /** Whether nothing was set aside and there is nothing to remark. */
    public boolean clean() {
        return torn.isEmpty() && remarks.isEmpty();
    }
}
