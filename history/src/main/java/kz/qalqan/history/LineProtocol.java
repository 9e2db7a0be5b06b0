package kz.qalqan.history;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Readings as InfluxDB's line protocol, one line each:
 *
 * <pre>
 *   readings[,conflict=yes],device=GA-07,quantity=ch4,site=karaganda-1 value=0.42,position=7i,quality=0i,received=…i ts
 * </pre>
 *
 * <p>InfluxDB overwrites what has the same tags and time stamp, so the identity of a reading (sensor, measuredAt in
 * microseconds, value) must be in these: the nanoseconds below the microsecond are made from the value, and a reading
 * marked as a conflict has a series of its own (ADR 50). A fault has {@code fault=} in place of {@code value=}, and
 * neither when it is no number: what averages values leaves it out by itself. An imported reading bears its place,
 * quality and receipt in fields of its own ({@code imported_…}), so that it is one with the same live reading and never
 * overwrites it.
 *
 * <p>Threads: any.
 */
final class LineProtocol {
    /** The measurement of readings. */
    static final String READINGS = "readings";
    /** The measurement that says how far each site has come. */
    static final String CURSOR = "qalqan_cursor";
    /** Nanoseconds in a microsecond: so many places has a value to lie in. */
    static final long SLOTS = 1_000;

    /** What the fields of an imported reading begin with, but for its value. */
    static final String IMPORTED_FIELD = "imported_";

    /** No site is called so (design 13.7): a line that must be taken if any reading is. */
    private static final String PROBE = READINGS
            + ",device=_probe,quantity=_probe,site=_probe value=0.0,fault=0.0,position=0i,quality=0i,received=0i ";

    private static final int FAULT = Quality.of(Quality.Mark.FAULT).bits();
    private static final int CONFLICT = Quality.of(Quality.Mark.CONFLICT).bits();
    private static final int IMPORTED = Quality.of(Quality.Mark.IMPORTED).bits();
    private static final int LINE_LENGTH = 160;

    private LineProtocol() {}

    /** The lines of a journal entry's readings, in their order. */
    static List<String> of(ReadingBatch batch, long position, long receivedMicros) {
        String[] series = batch.sensors().stream().map(LineProtocol::tags).toArray(String[]::new);
        List<String> lines = new ArrayList<>(batch.size());
        StringBuilder line = new StringBuilder(LINE_LENGTH);
        for (int i = 0; i < batch.size(); i++) {
            Placed placed = Placed.of(batch, i, receivedMicros);
            line.setLength(0);
            line.append(READINGS)
                    .append((placed.quality() & CONFLICT) != 0 ? ",conflict=yes" : "")
                    .append(series[batch.sensor()[i]])
                    .append(' ');
            if (Double.isFinite(placed.value())) {
                line.append((placed.quality() & FAULT) != 0 ? "fault=" : "value=");
                line.append(placed.value()).append(',');
            }
            String kind = (placed.quality() & IMPORTED) != 0 ? IMPORTED_FIELD : "";
            line.append(kind).append("position=").append(position).append('i');
            line.append(',')
                    .append(kind)
                    .append("quality=")
                    .append(placed.quality())
                    .append('i');
            line.append(',')
                    .append(kind)
                    .append("received=")
                    .append(receivedMicros)
                    .append("i ");
            line.append(placed.ts() * SLOTS + slot(placed.value()));
            lines.add(line.toString());
        }
        return lines;
    }

    /** One of a thousand places below the microsecond, the same for the same value. */
    static long slot(double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // one zero, one NaN
        bits ^= bits >>> 33;
        bits *= 0xff51afd7ed558ccdL; // the finisher of MurmurHash3: neighbouring values must not share a place
        bits ^= bits >>> 33;
        return Math.floorMod(bits, SLOTS);
    }

    private static String tags(SensorId sensor) {
        return ",device=" + escaped(sensor.device()) + ",quantity="
                + escaped(sensor.quantity().code()) + ",site=" + escaped(sensor.site());
    }

    /** A tag's value as the protocol wants it. */
    static String escaped(String tag) {
        return tag.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }

    /** How far a site has come; within an hour a newer one overwrites the older. */
    static String cursor(String site, ReadingStore.Stored stored, long hourNanos) {
        return CURSOR + ",site=" + escaped(site) + " position=" + stored.position() + "i,readings=" + stored.readings()
                + "i " + hourNanos;
    }

    /** A line with the types of all our fields at the time of another line. */
    static String probe(String line) {
        return PROBE + line.substring(line.lastIndexOf(' ') + 1);
    }
}
