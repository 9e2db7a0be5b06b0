package kz.qalqan.ingest;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import kz.qalqan.telemetry.Intake.DeviceCounts;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;

/**
 * What is odd about one device of the plan since the start: counted, and watched for a second sender.
 *
 * <p>Threads: the ingest thread writes; {@link #counts} any.
 */
final class DeviceWatch {
    private static final Map<Mark, Oddity> OF_MARK = new EnumMap<>(Map.ofEntries(
            Map.entry(Mark.FAULT, Oddity.FAULT),
            Map.entry(Mark.OVER_RANGE, Oddity.OUT_OF_RANGE),
            Map.entry(Mark.UNDER_RANGE, Oddity.OUT_OF_RANGE),
            Map.entry(Mark.LATE, Oddity.LATE),
            Map.entry(Mark.HISTORICAL, Oddity.HISTORICAL),
            Map.entry(Mark.CLOCK_CORRECTED, Oddity.CLOCK_CORRECTED),
            Map.entry(Mark.CONFLICT, Oddity.CONFLICT),
            Map.entry(Mark.IDENTITY_CLASH, Oddity.IDENTITY_CLASH),
            Map.entry(Mark.PLACE_MISMATCH, Oddity.PLACE_MISMATCH),
            Map.entry(Mark.UNCERTAIN, Oddity.UNCERTAIN),
            Map.entry(Mark.UNSTAMPED, Oddity.UNSTAMPED),
            Map.entry(Mark.RETAINED, Oddity.RETAINED)));

    private final String site;
    private final String device;
    private final IngestMetrics metrics;
    private final Map<Oddity, AtomicLong> counts = new EnumMap<>(Oddity.class);
    private final SeqLine line = new SeqLine();
    private final ClashWatch clash = new ClashWatch();
    private volatile long lastSeq = RawValue.NO_SEQ;
    private volatile long offsetMicros;

    DeviceWatch(String site, String device, IngestMetrics metrics) {
        this.site = site;
        this.device = device;
        this.metrics = metrics;
        for (Oddity oddity : Oddity.values()) {
            counts.put(oddity, new AtomicLong());
        }
    }

    /** One sample: the values of one object of a message. */
    void sample(RawValue first, String zone, Instant now) {
        clash.zone(zone, now);
        if (first.seq() == RawValue.NO_SEQ) {
            return;
        }
        long stamp = first.stamp().kind() == Stamp.Kind.TIME ? first.stamp().micros() : Long.MIN_VALUE;
        switch (line.take(first.seq(), stamp)) {
            case NEXT -> {}
            case GAP -> {
                count(Oddity.SEQ_GAP, 1);
                count(Oddity.SEQ_MISSING, line.missing());
            }
            case REPEATED -> count(Oddity.SEQ_REPEATED, 1);
            case OUT_OF_ORDER -> count(Oddity.OUT_OF_ORDER, 1);
            case RESTARTED -> count(Oddity.SEQ_RESTARTED, 1);
            case SWAPPED -> clash.sign(now);
        }
        lastSeq = line.last();
    }

    /** A reading whose stamp fell behind the sensor's newest by so many microseconds. */
    void fell(long micros, Instant now) {
        clash.fell(micros, now);
    }

    /** How far its newest stamp was behind the time of receipt. */
    void offset(long micros) {
        offsetMicros = micros;
    }

    /** Another value for a time that was there. */
    void conflict(Instant now) {
        clash.sign(now);
    }

    boolean clashing(Instant now) {
        return clash.on(now);
    }

    /** An accepted reading's marks. */
    void count(Quality quality) {
        if (quality.bits() == 0) {
            return;
        }
        OF_MARK.forEach((mark, oddity) -> {
            if (quality.has(mark)) {
                count(oddity, 1);
            }
        });
    }

    void count(Oddity oddity, long times) {
        AtomicLong count = counts.get(oddity);
        if (count != null) {
            count.addAndGet(times);
        }
        metrics.odd(oddity, times);
    }

    /** What was counted so far. */
    DeviceCounts counts(Instant now) {
        Map<Oddity, Long> some = new EnumMap<>(Oddity.class);
        counts.forEach((oddity, count) -> {
            if (count.get() > 0) {
                some.put(oddity, count.get());
            }
        });
        return new DeviceCounts(site, device, some, lastSeq, offsetMicros / 1_000, clashing(now));
    }
}
