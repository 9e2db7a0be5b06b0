package kz.qalqan.telemetry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The shifts of a site, from its time zone and their starts in mine time. Where clocks are changed a shift is as long
 * as it really was; a start inside a skipped hour comes as much later, one inside a doubled hour at its first
 * occurrence.
 */
public final class Shifts {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Instant AFTER_CHANGE = Instant.parse("2024-06-01T00:00:00Z");

    private Shifts() {}

    /** The shift that runs at a time. */
    public static Shift running(Site site, Instant at) {
        NavigableSet<Instant> starts = starts(site, at);
        Instant from = starts.floor(at);
        Instant to = starts.higher(at);
        if (from == null || to == null) {
            throw new IllegalStateException("no shift of " + site.id() + " around " + at);
        }
        return new Shift(from, to, true);
    }

    /** The last shift that was over at a time. */
    public static Shift lastComplete(Site site, Instant at) {
        Shift running = running(site, at);
        Shift before = running(site, running.from().minusNanos(1));
        return new Shift(before.from(), before.to(), false);
    }

    /**
     * Whether this Java knows that Kazakhstan has one time, UTC+5, since March 2024; one that does not puts every shift
     * there an hour off.
     */
    public static boolean zoneTablesCurrent() {
        return ALMATY.getRules().getOffset(AFTER_CHANGE).equals(ZoneOffset.ofHours(5));
    }

    private static NavigableSet<Instant> starts(Site site, Instant at) {
        LocalDate day = at.atZone(site.timeZone()).toLocalDate();
        NavigableSet<Instant> starts = new TreeSet<>();
        for (int offset = -2; offset <= 2; offset++) {
            for (LocalTime start : site.shiftStarts()) {
                starts.add(ZonedDateTime.of(day.plusDays(offset), start, site.timeZone())
                        .toInstant());
            }
        }
        return starts;
    }
}
