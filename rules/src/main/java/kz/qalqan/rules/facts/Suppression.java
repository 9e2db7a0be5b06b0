package kz.qalqan.rules.facts;

import org.jspecify.annotations.Nullable;

/**
 * A graver violation speaks for a lower one.
 *
 * <p>Threads: immutable.
 */
public final class Suppression {
    private final Violation lower;
    private final Violation graver;

    public Suppression(Violation lower, Violation graver) {
        this.lower = lower;
        this.graver = graver;
    }

    /** The lost link of a zone speaks for a silent sensor in it. */
    public static Suppression ofSilence(Silent silent, DarkZone dark) {
        return new Suppression(
                Violation.at(silent.getSensor(), "no-data", silent.isTripping() ? "tripped" : "alarm"),
                Violation.in(dark.getZone(), "link-lost", "zone"));
    }

    /** The lost gateway speaks for a silent sensor behind it. */
    public static Suppression ofSilence(Silent silent, DarkGateway dark) {
        return new Suppression(
                Violation.at(silent.getSensor(), "no-data", silent.isTripping() ? "tripped" : "alarm"),
                Violation.in(dark.getGateway(), "link-lost", "gateway"));
    }

    /** The clearance after a blast speaks for the fumes it expects. */
    public static Suppression ofFumes(Exceeded exceeded, Fumes fumes) {
        return new Suppression(Violation.of(exceeded), Violation.in(fumes.getZone(), "blast-clearance", "alarm"));
    }

    /** A calibration speaks for what its test gas raises. */
    public static Suppression ofTest(Violation test, Calibrating calibrating) {
        return new Suppression(test, Violation.at(calibrating.getSensor(), "calibration-in-progress", "alarm"));
    }

    /** A permitted bypass speaks for a failure of its detector. */
    public static Suppression ofBypass(Violation failure, Bypassed bypassed) {
        return new Suppression(failure, bypassed.violation());
    }

    public Violation getLower() {
        return lower;
    }

    public Violation getGraver() {
        return graver;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Suppression that && lower.equals(that.lower) && graver.equals(that.graver);
    }

    @Override
    public int hashCode() {
        return lower.hashCode() * 31 + graver.hashCode();
    }
}
