package kz.qalqan.ingest;

import kz.qalqan.ingest.IngestPorts.Progress;

/**
 * The accepted readings of one site, by journal position: so that they can be compared with what history has at the
 * same position.
 *
 * <p>Threads: guarded by {@link Books}.
 */
final class SiteBook {
    private final long[] positions = new long[Limits.BOOKED_ENTRIES];
    private final long[] readingsBehind = new long[Limits.BOOKED_ENTRIES];
    private final long[] messagesBehind = new long[Limits.BOOKED_ENTRIES];
    private int next;
    private int size;
    /** From here on the running sums are known. */
    private long floor;

    private long readings;
    private long messages;
    private long accepted;
    private long counted;
    private long forgotten;

    /**
     * Accepted readings beside history.
     *
     * @param accepted all
     * @param stored taken into history
     * @param forgotten of these, lost by history and gone from the journal
     */
    record Standing(long accepted, long stored, long forgotten) {}

    void restore(Checkpoint.Place place) {
        accepted = place.accepted();
        counted = place.counted();
        forgotten = place.forgotten();
        floor = place.from();
    }

    /** Whether the entry at this position is not in the sum yet. */
    boolean counts(long position) {
        return position > counted;
    }

    /** Books an entry with so many accepted readings, in the order of positions. */
    void entry(long position, int acceptedNow, int messagesNow) {
        if (counts(position)) {
            accepted += acceptedNow;
            counted = position;
        }
        readings += acceptedNow;
        messages += messagesNow;
        if (size == positions.length) {
            floor = positions[next];
        }
        positions[next] = position;
        readingsBehind[next] = readings;
        messagesBehind[next] = messages;
        next = (next + 1) % positions.length;
        size = Math.min(size + 1, positions.length);
    }

    /** At one position: the last that both have, where that is known. */
    Standing standing(Progress history) {
        if (history.position() >= counted) {
            forgotten = Math.max(0, accepted - history.readings());
            return new Standing(accepted, accepted, forgotten);
        }
        if (history.position() >= floor) {
            long behind = accepted - readings + readingsAt(history.position());
            forgotten = Math.max(0, behind - history.readings());
            return new Standing(accepted, behind, forgotten);
        }
        // A long way to go: what it says it took, and what it was known to have forgotten.
        return new Standing(accepted, Math.min(accepted, history.readings() + forgotten), forgotten);
    }

    private long readingsAt(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[slot(middle)] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low > 0) {
            return readingsBehind[slot(low - 1)];
        }
        return size < positions.length ? 0 : readingsBehind[slot(0)];
    }

    private int slot(int age) {
        return (next - size + age + positions.length) % positions.length;
    }

    /**
     * Behind which position a start must read: the recent readings and messages, and what is listed, within reason. It
     * does not grow with the journal.
     *
     * @param listed position of the oldest refused message that is listed; 0 when none is
     */
    Checkpoint.Place place(long listed) {
        long recent = counted;
        long reach = counted;
        for (int age = size - 1; age >= 0; age--) {
            long more = readings - readingsBehind[slot(age)];
            long since = messages - messagesBehind[slot(age)];
            boolean enough = more >= Limits.RECENT_READINGS && since >= Limits.RECENT_MESSAGES;
            recent = enough ? recent : positions[slot(age)];
            reach = more >= Limits.REREAD_READINGS_MAX ? reach : positions[slot(age)];
        }
        boolean all = size < positions.length;
        recent = all && recent == oldest() ? floor : recent;
        reach = all && reach == oldest() ? floor : reach;
        long from = listed == 0 ? recent : Math.max(Math.min(recent, listed - 1), reach);
        return new Checkpoint.Place(counted, Math.min(from, recent), accepted, forgotten);
    }

    private long oldest() {
        return size == 0 ? counted : positions[slot(0)];
    }

    long accepted() {
        return accepted;
    }
}
