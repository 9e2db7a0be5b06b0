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
