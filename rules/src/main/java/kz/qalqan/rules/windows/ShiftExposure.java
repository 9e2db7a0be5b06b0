package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Shift;

/**
 * What a sensor's place did to people since their shift began, projected on eight hours (domain 2.1, 2.8).
 *
 * <pre>
 *   shift: ├──────────────────────────────────────────┤
 *          ├─ minutes with readings ─┤
 *   not yet {@link #COVERAGE_MIN} of it: what has gathered; the rest of the shift counts nothing
 *   from then on, and no gap longer than {@link #GAP_MAX}: the mean of the minutes, held to the end of the shift
 * </pre>
 *
 * So before a shift can be judged nothing is guessed: a limit is passed when the gathered exposure passes it. A minute
 * is the mean of its readings and counts when it is over. The window starts anew with each shift; a reading of a minute
 * that is over, or of the shift before, changes nothing. Memory: 120 bytes.
 */
public final class ShiftExposure implements Window {
    /** Least share of a shift's minutes with readings that lets the rest be told from them (domain 2.8). */
    public static final double COVERAGE_MIN = 0.75;

    /** Longest gap in a shift that lets the rest be told (domain 2.8). */
    public static final Duration GAP_MAX = Duration.ofMinutes(30);

    private static final long MINUTE = 60_000_000L;
    private static final double NORMAL = Duration.ofHours(8).toMinutes() * (double) MINUTE;
    private static final long NOTHING = Long.MIN_VALUE;

    /** Results are rounded to this part of a unit, so that a value held exactly at a limit stays at it. */
    private static final double PARTS = 10_000;

    /** How exposures add up. */
    public enum Sum {
        /** Levels in decibel, by energy. */
        ENERGY {
            @Override
            double linear(double value) {
                return StrictMath.pow(10, value / 10);
            }

            @Override
            double back(double linear) {
                return linear <= 1 ? 0 : 10 * StrictMath.log10(linear);
            }
        },
        /** Accelerations, by their squares. */
        SQUARE {
            @Override
            double linear(double value) {
                return value * value;
            }

            @Override
            double back(double linear) {
                return StrictMath.sqrt(linear);
            }
        },
        /** Concentrations as they are; a shift shorter than eight hours counts as if it had eight. */
        PLAIN {
            @Override
            double linear(double value) {
                return Math.max(0, value);
            }

            @Override
            double back(double linear) {
                return linear;
            }

            @Override
            double normal(double length) {
                return Math.min(length, NORMAL);
            }
        };

        /** What can be added. */
        abstract double linear(double value);

        /** Back from a mean of what was added. */
        abstract double back(double linear);

        /** Time that the sum is spread over, microseconds. */
        double normal(double length) {
            return NORMAL;
        }
    }

    private final Sum sum;
    private final Function<Instant, Shift> shifts;
    private final long step;

    private long from = NOTHING;
    private long to = NOTHING;

    /** The minute that is being filled, from the start of the shift; −1 before the first. */
    private long open = -1;

    private double openSum;
    private int openCount;

    private double total;
    private int filled;
    private long longestGap;

    /**
     * An exposure with nothing measured yet.
     *
     * @param sum how it adds up
     * @param shifts the shift that runs at a time
     * @param period how often the sensor sends; one that sends less than once a minute has longer minutes
     */
    public ShiftExposure(Sum sum, Function<Instant, Shift> shifts, Duration period) {
        this.sum = sum;
        this.shifts = shifts;
        this.step = Math.max(1, (period.toNanos() / 1000 + MINUTE - 1) / MINUTE) * MINUTE;
    }

    @Override
    public void add(long micros, double value) {
        if (micros >= to) {
            begin(micros);
        }
        long at = Math.floorDiv(micros - from, step);
        if (micros < from || at < open) {
            return;
        }
        if (at > open) {
            close();
            longestGap = Math.max(longestGap, (at - open - 1) * step);
            open = at;
        }
        openSum += sum.linear(value);
        openCount++;
    }

    private void begin(long micros) {
        Shift shift = shifts.apply(ReadingBatch.instantOfMicros(micros));
        from = ReadingBatch.micros(shift.from());
        to = ReadingBatch.micros(shift.to());
        open = -1;
        openSum = 0;
        openCount = 0;
        total = 0;
        filled = 0;
        longestGap = 0;
    }

    private void close() {
        if (openCount > 0) {
            total += openSum / openCount;
            filled++;
            openSum = 0;
            openCount = 0;
        }
    }

    /**
     * Exposure of the shift on eight hours, in the sensor's unit; 0 when no minute is full yet, NaN before the first.
     */
    public double value() {
        if (from == NOTHING) {
            return Double.NaN;
        }
        if (filled == 0) {
            return 0;
        }
        double spread = projected() ? total / filled * length() : total * step;
        return rounded(sum.back(spread / sum.normal(length())));
    }

    /** Whether the rest of the shift is told from what was measured. */
    public boolean projected() {
        return coverage() >= COVERAGE_MIN && longestGap <= GAP_MAX.toNanos() / 1000;
    }

    private double coverage() {
        return filled * (double) step / length();
    }

    private double length() {
        return (double) to - from;
    }

    /** Says what went into it. */
    public void describe(Map<String, String> facts) {
        if (from == NOTHING) {
            return;
        }
        facts.put("shift-from", ReadingBatch.instantOfMicros(from).toString());
        facts.put("shift-minutes", Long.toString(filled * (step / MINUTE)));
        facts.put("shift-mean", Double.toString(rounded(filled == 0 ? 0 : sum.back(total / filled))));
        facts.put("shift-projected", Boolean.toString(projected()));
    }

    private static double rounded(double value) {
        return Math.rint(value * PARTS) / PARTS;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(from);
        out.writeLong(to);
        out.writeLong(open);
        out.writeDouble(openSum);
        out.writeInt(openCount);
        out.writeDouble(total);
        out.writeInt(filled);
        out.writeLong(longestGap);
    }

    @Override
    public void load(DataInput in) throws IOException {
        from = in.readLong();
        to = in.readLong();
        open = in.readLong();
        openSum = in.readDouble();
        openCount = in.readInt();
        total = in.readDouble();
        filled = in.readInt();
        longestGap = in.readLong();
    }
}
