package kz.qalqan.ingest;

/**
 * The running numbers of one device: which are missing, which came again or out of order, and whether two lines of them
 * are interleaved, which one device cannot do.
 *
 * <p>Threads: the ingest thread only.
 */
final class SeqLine {
    /** Numbers remembered behind the newest, to tell a late message from a repeated one. */
    static final int WINDOW = Long.SIZE;

    /** A jump ahead by more is a new line, not a gap. */
    static final long JUMP_MAX = 100_000;

    /** A line that was left is the same one when it goes on within so many numbers. */
    private static final long NEAR = 4;

    /** Where counters of 8, 16, 31 and 32 bits begin anew. */
    private static final long[] WRAPS = {1L << 8, 1L << 16, 1L << 31, 1L << 32};

    private static final long WRAP_NEAR = 16;

    private long last = RawValue.NO_SEQ;
    private long seen;
    private long newest = Long.MIN_VALUE;
    private long left = RawValue.NO_SEQ;
    private long inOrder;
    private long missing;

    /** What a number is beside those before it. */
    enum Step {
        NEXT,
        GAP,
        REPEATED,
        OUT_OF_ORDER,
        RESTARTED,
        /** It goes on where another line was left: two senders. */
        SWAPPED
    }

    /**
     * Takes the number of a sample.
     *
     * @param seq the number, from 0
     * @param stamp when it was measured, epoch microseconds; {@link Long#MIN_VALUE} when it does not say
     */
    Step take(long seq, long stamp) {
        boolean later = stamp > newest;
        newest = Math.max(newest, stamp);
        missing = 0;
        if (last == RawValue.NO_SEQ) {
            begin(seq);
            return Step.NEXT;
        }
        long ahead = ahead(seq);
        if (ahead == 1) {
            left = ++inOrder > WINDOW ? RawValue.NO_SEQ : left;
            return advance(seq, 1, Step.NEXT);
        }
        if (left != RawValue.NO_SEQ && seq > left && seq - left <= NEAR) {
            leave(seq);
            return Step.SWAPPED;
        }
        if (ahead > 1 && ahead <= JUMP_MAX) {
            missing = ahead - 1;
            return advance(seq, ahead, Step.GAP);
        }
        return ahead <= 0 && -ahead < WINDOW ? behind(seq, (int) -ahead, later) : restarted(seq);
    }

    private Step behind(long seq, int back, boolean later) {
        boolean again = (seen >>> back & 1) != 0;
        // A number that was there, with a newer time, or the first numbers anew: the device restarted.
        if ((later && (again || seq <= 1)) || (again && seq == 0 && back > 0)) {
            return restarted(seq);
        }
        seen |= 1L << back;
        return again ? Step.REPEATED : Step.OUT_OF_ORDER;
    }

    private Step restarted(long seq) {
        leave(seq);
        return Step.RESTARTED;
    }

    /** How far ahead of the newest, over the end of a counter as well. */
    private long ahead(long seq) {
        for (long wrap : WRAPS) {
            if (last < wrap && last >= wrap - WRAP_NEAR && seq < last && wrap - last + seq <= WRAP_NEAR) {
                return wrap - last + seq;
            }
        }
        return seq - last;
    }

    private Step advance(long seq, long by, Step step) {
        seen = by >= WINDOW ? 1 : seen << by | 1;
        last = seq;
        return step;
    }

    private void leave(long seq) {
        left = last;
        begin(seq);
    }

    private void begin(long seq) {
        last = seq;
        seen = 1;
        inOrder = 0;
    }

    /** How many numbers the last gap left out. */
    long missing() {
        return missing;
    }

    /** The newest number; {@link RawValue#NO_SEQ} when there was none. */
    long last() {
        return last;
    }
}
