package kz.qalqan.simulator.grade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kz.qalqan.simulator.mine.Truth;
import kz.qalqan.simulator.mine.Truth.Expected;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * How well a service did: each alert that was expected, and each that came, with what is to be said of it.
 *
 * <p>An alert is caught when it comes inside the window its truth gives. One that comes outside of it is false, and
 * what it was expected for is missed: too late is no catch. What comes again though it was caught is repeated.
 *
 * @param scenario what was played
 * @param lines in order of time
 * @param readings where the readings have gone
 */
public record Grade(String scenario, List<Line> lines, Readings readings) {
    /** What is to be said of an alert. */
    public enum Verdict {
        CAUGHT,
        /** Came, may come, need not. */
        ALLOWED,
        MISSED,
        FALSE,
        REPEATED
    }

    /**
     * One alert.
     *
     * @param verdict how it was
     * @param rule rule id
     * @param place where
     * @param at when it came; null when it did not
     * @param expected what the truth says of it; null when it says nothing
     */
    public record Line(
            Verdict verdict,
            String rule,
            String place,
            @Nullable Duration at,
            @Nullable Expected expected) {
        /** From the moment the readings tell it to the alert; null when it was not caught. */
        public @Nullable Duration delay() {
            return verdict != Verdict.CAUGHT || at == null || expected == null ? null : at.minus(expected.earliest());
        }

        private Duration order() {
            return at != null ? at : expected != null ? expected.earliest() : Duration.ZERO;
        }
    }

    public Grade {
        lines = List.copyOf(lines);
    }

    /**
     * Compares what came with what is true.
     *
     * @param truth of one telling
     * @param raised all alerts of the site raised during that telling
     * @param site whose sections the truth names
     */
    public static Grade of(Truth truth, List<Raised> raised, Site site, Readings readings) {
        List<Expected> open = new ArrayList<>(truth.expected());
        List<Line> lines = new ArrayList<>();
        raised.stream()
                .sorted(Comparator.comparing(Raised::at)
                        .thenComparing(Raised::rule)
                        .thenComparing(Raised::place))
                .forEach(alert -> judge(alert, truth, open, site, lines));
        open.stream()
                .filter(Expected::required)
                .forEach(missed -> lines.add(new Line(Verdict.MISSED, missed.rule(), missed.place(), null, missed)));
        lines.sort(Comparator.comparing(Line::order));
        return new Grade(truth.scenario(), lines, readings);
    }

    private static void judge(Raised alert, Truth truth, List<Expected> open, Site site, List<Line> lines) {
        List<Expected> about =
                truth.expected().stream().filter(e -> isAbout(e, alert, site)).toList();
        Expected caught = open.stream()
                .filter(e -> about.contains(e) && inside(e, alert.at()))
                .findFirst()
                .orElse(null);
        if (caught != null) {
            open.remove(caught);
            Verdict verdict = caught.required() ? Verdict.CAUGHT : Verdict.ALLOWED;
            lines.add(new Line(verdict, alert.rule(), alert.place(), alert.at(), caught));
            if (caught.required() && alert.activations() > 1) {
                lines.add(new Line(Verdict.REPEATED, alert.rule(), alert.place(), alert.at(), caught));
            }
            return;
        }
        if (about.isEmpty() && Truth.OF_THE_SHIFT.contains(alert.rule())) {
            lines.add(new Line(Verdict.ALLOWED, alert.rule(), alert.place(), alert.at(), null));
            return;
        }
        Expected inTime =
                about.stream().filter(e -> inside(e, alert.at())).findFirst().orElse(null);
        Expected first = about.isEmpty() ? null : about.get(0);
        Verdict verdict = inTime == null
                ? first != null && !open.contains(first) ? Verdict.REPEATED : Verdict.FALSE
                : inTime.required() ? Verdict.REPEATED : Verdict.ALLOWED;
        lines.add(new Line(verdict, alert.rule(), alert.place(), alert.at(), first));
    }

    private static boolean inside(Expected expected, Duration at) {
        return at.compareTo(expected.earliest()) >= 0 && at.compareTo(expected.latest()) <= 0;
    }

    private static boolean isAbout(Expected expected, Raised alert, Site site) {
        if (!expected.rule().equals(alert.rule())) {
            return false;
        }
        Zone zone = site.zones().get(alert.place());
        return expected.place().equals(alert.place())
                || (zone != null && zone.section().equals(expected.place()));
    }

    /** How many alerts got a verdict. */
    public long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    /** Nothing missed, nothing false, nothing repeated, no reading lost. */
    public boolean perfect() {
        return faults().isEmpty() && readings.lost() == 0;
    }

    /** What keeps it from being perfect. */
    public List<Line> faults() {
        return lines.stream()
                .filter(line -> line.verdict() != Verdict.CAUGHT && line.verdict() != Verdict.ALLOWED)
                .toList();
    }

    /**
     * The delay that a share of the caught alerts kept, by nearest rank.
     *
     * @param share 0.5 the median, 1 the longest
     * @return zero when nothing was caught
     */
    public Duration delay(double share) {
        List<Duration> delays = lines.stream()
                .map(Line::delay)
                .flatMap(delay -> delay == null ? java.util.stream.Stream.of() : java.util.stream.Stream.of(delay))
                .sorted()
                .toList();
        return delays.isEmpty() ? Duration.ZERO : delays.get((int) Math.max(0, Math.ceil(share * delays.size()) - 1));
    }

    /** The verdicts and their counts, for a line of a table. */
    public Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new java.util.EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, count(verdict));
        }
        return counts;
    }
}
