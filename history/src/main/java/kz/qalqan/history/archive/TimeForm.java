package kz.qalqan.history.archive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * How times are written in a file. Where a local time exists twice, when clocks are set back, the first is meant,
 * unless that would be before the line above; where it does not exist it is refused.
 *
 * <p>Threads: one.
 */
public final class TimeForm {
    private static final Map<String, Integer> EPOCHS =
            Map.of("epoch-s", 6, "epoch-ms", 3, "epoch-us", 0, "epoch-ns", -3);
    private static final BigDecimal MICROS_MAX = BigDecimal.valueOf(253_402_300_800_000_000L);
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final String form;
    private final @Nullable Integer shift;
    private final DateTimeFormatter pattern;
    private final @Nullable ZoneId zone;
    private long before = Long.MIN_VALUE;

    private TimeForm(String form, @Nullable Integer shift, DateTimeFormatter pattern, @Nullable ZoneId zone) {
        this.form = form;
        this.shift = shift;
        this.pattern = pattern;
        this.zone = zone;
    }

    /**
     * A form by its name.
     *
     * @param form {@code iso}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us}, {@code epoch-ns}, or a pattern of
     *     {@link DateTimeFormatter}
     * @param zone of times that bear none; null refuses them
     * @throws IllegalArgumentException when the pattern is none
     */
    public static TimeForm of(String form, @Nullable ZoneId zone) {
        Integer shift = EPOCHS.get(form);
        boolean own = shift == null && !form.equals("iso");
        DateTimeFormatter pattern = own
                ? new DateTimeFormatterBuilder()
                        .appendPattern(form)
                        .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
                        .toFormatter(Locale.ROOT)
                : ISO;
        return new TimeForm(form, shift, pattern, zone);
    }

    /**
     * Reads a time.
     *
     * @return epoch microseconds
     * @throws IllegalArgumentException saying what is wrong
     */
    long micros(String text) {
        long micros = shift == null ? local(text) : epoch(text, shift);
        before = micros;
        return micros;
    }

    private long epoch(String text, int digits) {
        try {
            BigDecimal micros = new BigDecimal(text).movePointRight(digits).setScale(0, RoundingMode.FLOOR);
            if (micros.abs().compareTo(MICROS_MAX) > 0) {
                throw new IllegalArgumentException("time '" + text + "' is beyond the year 9999 as " + form);
            }
            return micros.longValueExact();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("time '" + text + "' is no number for " + form, e);
        }
    }

    private long local(String text) {
        try {
            TemporalAccessor parsed = pattern.parse(text);
            LocalDateTime local = LocalDateTime.from(parsed);
            ZoneOffset written = parsed.query(TemporalQueries.offset());
            ZoneId named = parsed.query(TemporalQueries.zoneId());
            return written == null ? inZone(local, named == null ? zone : named) : micros(local, written);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time '" + text + "' is not of the form " + form, e);
        }
    }

    private long inZone(LocalDateTime local, @Nullable ZoneId in) {
        if (in == null) {
            throw new IllegalArgumentException("time '" + local + "' bears no zone: name one with --zone");
        }
        List<ZoneOffset> offsets = in.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException("time '" + local + "' does not exist in " + in);
        }
        long first = micros(local, offsets.get(0));
        return first < before ? micros(local, offsets.get(offsets.size() - 1)) : first;
    }

    private static long micros(LocalDateTime local, ZoneOffset offset) {
        return ReadingBatch.micros(local.toInstant(offset));
    }
}
