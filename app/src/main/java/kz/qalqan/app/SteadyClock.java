package kz.qalqan.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of everything received: a monotonic clock slewed after the wall clock (design 13.1). It never goes back and
 * never jumps; a jump of the wall clock is reported instead.
 *
 * <p>Threads: {@link #instant()} any; {@link #follow()} and {@link #notBefore} one.
 */
public final class SteadyClock implements InstantSource {
    /** A jump of the wall clock beyond this is a step. */
    static final Duration STEP = Duration.ofMillis(500);

    /** How much faster or slower than the monotonic clock we run at most while catching up. */
    static final double SLEW_MAX = 0.1;

    /** In how many seconds a small difference is made up. */
    private static final double SLEW_SECONDS = 10;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Where the line of time starts, and how steep it is. */
    private record Line(Instant base, long anchorNanos, double rate) {
        Instant at(long nanos) {
            return base.plusNanos((long) ((nanos - anchorNanos) * rate));
        }
    }

    private final InstantSource wall;
    private final LongSupplier nanos;
    private volatile Line line;
    private Duration lastDifference = Duration.ZERO;

    /**
     * A clock that starts at the wall clock's time.
     *
     * @param wall the machine's wall clock
     * @param nanos the machine's monotonic clock, nanoseconds
     */
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.line = new Line(wall.instant(), nanos.getAsLong(), 1);
    }

    @Override
    public Instant instant() {
        return line.at(nanos.getAsLong());
    }

    /**
     * Never shows less than this from here on: what an earlier run has written may be ahead of the wall clock, and time
     * must not stand still until that has caught up.
     */
    public void notBefore(Instant past) {
        long now = nanos.getAsLong();
        Instant ours = line.at(now);
        if (ours.isBefore(past)) {
            line = new Line(past, now, 1);
            lastDifference = Duration.between(past, wall.instant());
        }
    }

    /**
     * Turns towards the wall clock; called about once a second.
     *
     * @return the jump of the wall clock since the last call, if it jumped
     */
    public Optional<Duration> follow() {
        long now = nanos.getAsLong();
        Instant ours = line.at(now);
        Duration difference = Duration.between(ours, wall.instant());
        Duration jump = difference.minus(lastDifference);
        double seconds = difference.toNanos() / NANOS_PER_SECOND;
        double slew = Math.max(-SLEW_MAX, Math.min(SLEW_MAX, seconds / SLEW_SECONDS));
        line = new Line(ours, now, 1 + slew);
        lastDifference = difference;
        return jump.abs().compareTo(STEP) > 0 ? Optional.of(jump) : Optional.empty();
    }
}
