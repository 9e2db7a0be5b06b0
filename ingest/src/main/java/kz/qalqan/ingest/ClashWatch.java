package kz.qalqan.ingest;

import java.time.Instant;
import java.util.Arrays;

/**
 * Whether two senders use one device's name. Each sign may have an innocent reason once; {@link #SIGNS} of them within
 * {@link Limits#CLASH_WITHIN} have not:
 *
 * <ul>
 *   <li>running numbers of two lines in turn,
 *   <li>the zone of the topic to and fro,
 *   <li>another value for a time that was there,
 *   <li>stamps of one sensor that fall back by the same amount again and again: two clocks.
 * </ul>
 *
 * <p>Threads: the ingest thread; {@link #on} any.
 */
final class ClashWatch {
    static final int SIGNS = 4;

    /** Falls by the same amount, in a row, that are one sign: a batch sent again may look like one. */
    private static final int FALLS = 4;

    private static final long FALL_MIN_MICROS = 500_000;
    private static final long FALL_MAX_MICROS = 30_000_000;
    private static final long ALIKE_MICROS = 1_000_000;

    private final Instant[] signs = new Instant[SIGNS];
    private int next;
    private volatile Instant until = Instant.MIN;
    private String zone = "";
    private boolean moved;
    private long fall;
    private int falls;

    ClashWatch() {
        Arrays.fill(signs, Instant.MIN);
    }

    /** A sign. */
    void sign(Instant now) {
        signs[next] = now;
        next = (next + 1) % SIGNS;
        Instant oldest = signs[next];
        if (!oldest.equals(Instant.MIN) && !oldest.isBefore(now.minus(Limits.CLASH_WITHIN))) {
            until = now.plus(Limits.CLASH_HELD);
        }
    }

    /** The zone of a message's topic; empty when it names none. */
    void zone(String named, Instant now) {
        if (named.isEmpty() || named.equals(zone)) {
            return;
        }
        // The first move is a move; the second is back again.
        if (moved) {
            sign(now);
        }
        moved = !zone.isEmpty();
        zone = named;
    }

    /** A new reading fell behind the sensor's newest by so much. */
    void fell(long micros, Instant now) {
        if (micros < FALL_MIN_MICROS || micros > FALL_MAX_MICROS) {
            return;
        }
        falls = Math.abs(micros - fall) <= ALIKE_MICROS ? falls + 1 : 1;
        fall = micros;
        if (falls >= FALLS) {
            sign(now);
        }
    }

    /** Whether the device's readings may be another's now. */
    boolean on(Instant now) {
        return now.isBefore(until);
    }
}
