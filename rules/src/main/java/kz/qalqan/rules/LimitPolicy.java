package kz.qalqan.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.qalqan.telemetry.LimitChange;
import org.jspecify.annotations.Nullable;

/**
 * Which change of a limit may pass. A person alone may only make a limit stricter; loosening waits for approval by two
 * persons, and nothing passes the ceiling of the preset.
 *
 * <p>Stricter means: crossed earlier, held longer, delayed less on its way on and more on its way off.
 *
 * <p>Threads: any; it has no state.
 */
public final class LimitPolicy {
    /** Longest delay a limit may have. */
    public static final Duration DELAY_MAX = Duration.ofHours(1);

    /** What a change amounts to. */
    public enum Kind {
        /** Stricter, and nothing about it is looser: passes. */
        TIGHTENING,
        /** Something about it is looser: refused until two persons can approve. */
        LOOSENING,
        /** Looser than the preset allows: refused for good. */
        BEYOND_CEILING,
        /** No such limit, or numbers that make no sense: refused. */
        UNKNOWN,
        /** It says what already holds: refused as needless. */
        NO_CHANGE
    }

    /**
     * The judgement with its reason.
     *
     * @param kind what the change amounts to
     * @param words why, for the person who asked
     */
    public record Verdict(Kind kind, String words) {
        /** Whether it takes effect. */
        public boolean passes() {
            return kind == Kind.TIGHTENING;
        }
    }

    /** Judges a change of the limit in force; null when no limit has the change's id. */
    public Verdict judge(@Nullable Limit current, LimitChange change) {
        if (current == null || !current.id().equals(change.limit())) {
            return new Verdict(Kind.UNKNOWN, "there is no limit '" + change.limit() + "'");
        }
        String nonsense = nonsense(change);
        if (!nonsense.isEmpty()) {
            return new Verdict(Kind.UNKNOWN, nonsense);
        }
        Limit.Numbers before = current.numbers();
        Limit.Numbers after = applied(before, change);
        double ceiling = current.use().ceiling();
        if (current.bound().stricter(ceiling, after.value())) {
            return new Verdict(
                    Kind.BEYOND_CEILING,
                    words("value", before.value(), after.value(), current.unit()) + " passes the preset's ceiling of "
                            + ceiling);
        }
        return compare(current, before, after);
    }

    private static Verdict compare(Limit current, Limit.Numbers before, Limit.Numbers after) {
        String unit = current.unit();
        List<String> tighter = new ArrayList<>();
        List<String> looser = new ArrayList<>();
        if (before.value() != after.value()) {
            (current.bound().stricter(after.value(), before.value()) ? tighter : looser)
                    .add(words("value", before.value(), after.value(), unit));
        }
        if (before.deadBand() != after.deadBand()) {
            (after.deadBand() > before.deadBand() ? tighter : looser)
                    .add(words("dead band", before.deadBand(), after.deadBand(), unit));
        }
        int on = after.onDelay().compareTo(before.onDelay());
        if (on != 0) {
            (on < 0 ? tighter : looser)
                    .add(words(
                            "on-delay",
                            before.onDelay().toSeconds(),
                            after.onDelay().toSeconds(),
                            "s"));
        }
        int off = after.offDelay().compareTo(before.offDelay());
        if (off != 0) {
            (off > 0 ? tighter : looser)
                    .add(words(
                            "off-delay",
                            before.offDelay().toSeconds(),
                            after.offDelay().toSeconds(),
                            "s"));
        }
        if (!looser.isEmpty()) {
            return new Verdict(Kind.LOOSENING, "looser: " + String.join(", ", looser));
        }
        return tighter.isEmpty()
                ? new Verdict(Kind.NO_CHANGE, "these numbers already hold")
                : new Verdict(Kind.TIGHTENING, "stricter: " + String.join(", ", tighter));
    }

    private static String nonsense(LimitChange change) {
        if (change.reason().isBlank()) {
            return "a change needs a reason";
        }
        Double value = change.value();
        if (value != null && !Double.isFinite(value)) {
            return "value " + value + " is no number";
        }
        Double deadBand = change.deadBand();
        if (deadBand != null && !(Double.isFinite(deadBand) && deadBand >= 0)) {
            return "dead band " + deadBand + " must be 0 or more";
        }
        return delayNonsense("on-delay", change.onDelaySeconds())
                + delayNonsense("off-delay", change.offDelaySeconds());
    }

    private static String delayNonsense(String name, @Nullable Integer seconds) {
        return seconds == null || (seconds >= 0 && seconds <= DELAY_MAX.toSeconds())
                ? ""
                : name + " " + seconds + " s must be 0 to " + DELAY_MAX.toSeconds() + " s";
    }

    /** The numbers after a change; the declared end stays. */
    static Limit.Numbers applied(Limit.Numbers before, LimitChange change) {
        return new Limit.Numbers(
                change.value() == null ? before.value() : change.value(),
                change.deadBand() == null ? before.deadBand() : change.deadBand(),
                before.end(),
                change.onDelaySeconds() == null ? before.onDelay() : Duration.ofSeconds(change.onDelaySeconds()),
                change.offDelaySeconds() == null ? before.offDelay() : Duration.ofSeconds(change.offDelaySeconds()));
    }

    private static String words(String what, Number from, Number to, String unit) {
        return String.format(Locale.ROOT, "%s %s → %s %s", what, from, to, unit);
    }
}
