package kz.qalqan.ingest;

import java.time.Instant;
import java.util.Arrays;

/**
 * What one sensor sent lately, to know a reading that comes again (design 13.6).
 *
 * <p>Readings nearly always come in the order of their times: then one comparison decides. Only a stamp that is not the
 * newest is looked for among the last {@link Limits#IDENTITIES_MAX}.
 *
 * <p>Threads: the ingest thread only.
 */
final class Identities {
    private static final int FIRST_SIZE = 16;

    private long[] micros = new long[FIRST_SIZE];
    private long[] bits = new long[FIRST_SIZE];
    private int size;
    private int next;
    private long newest = Long.MIN_VALUE;
    private long lastAssigned = Long.MIN_VALUE;
    private Instant listingDueAt = Instant.MIN;

    /** What a reading is beside those already there. */
    enum Verdict {
        NEW,
        /** The same value at the same time. */
        DUPLICATE,
        /** Another value at the same time. */
        CONFLICT
    }

    /** The newest stamp; {@link Long#MIN_VALUE} before the first. */
    long newest() {
        return newest;
    }

    /** Judges a stamp and value, and remembers them if they are not a duplicate. */
    Verdict meet(long stampMicros, double value) {
        long valueBits = Double.doubleToLongBits(value);
        Verdict verdict = stampMicros > newest ? Verdict.NEW : search(stampMicros, valueBits);
        if (verdict != Verdict.DUPLICATE) {
            add(stampMicros, valueBits);
        }
        return verdict;
    }

    /**
     * A time of our own for a reading that has no usable one: {@code wanted}, or just behind the last one given, so
     * that two of them never look like one reading sent twice.
     */
    long assign(long wanted) {
        lastAssigned = Math.max(wanted, lastAssigned + 1);
        return lastAssigned;
    }

    /** Whether a listing of its wrong clock is due: once in {@link Limits#LISTING_EVERY}, or it would fill the list. */
    boolean listingDue(Instant now) {
        if (now.isBefore(listingDueAt)) {
            return false;
        }
        listingDueAt = now.plus(Limits.LISTING_EVERY);
        return true;
    }

    private Verdict search(long stampMicros, long valueBits) {
        Verdict verdict = Verdict.NEW;
        for (int i = 0; i < size; i++) {
            if (micros[i] == stampMicros) {
                if (bits[i] == valueBits) {
                    return Verdict.DUPLICATE;
                }
                verdict = Verdict.CONFLICT;
            }
        }
        return verdict;
    }

    private void add(long stampMicros, long valueBits) {
        if (next == micros.length && micros.length < Limits.IDENTITIES_MAX) {
            micros = Arrays.copyOf(micros, micros.length * 2);
            bits = Arrays.copyOf(bits, bits.length * 2);
        }
        next = next == micros.length ? 0 : next;
        micros[next] = stampMicros;
        bits[next] = valueBits;
        next++;
        size = Math.max(size, next);
        newest = Math.max(newest, stampMicros);
    }
}
