package kz.qalqan.history.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;

/**
 * Where the readers of files hand over what they found: judged, written or refused, and counted.
 *
 * <p>Threads: one.
 */
final class Desk {
    /** Lines between two looks at whether the import was called off. */
    private static final int LOOK = 1_000;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private final ImportRequest.Ports ports;
    private final PastJournal journal;
    private final Rejects rejects;
    private final long nowMicros;
    private Path file = Path.of("");
    private long line;
    private String text = "";

    /** The import was called off. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Desk(ImportRequest.Ports ports, PastJournal journal, Rejects rejects) {
        this.ports = ports;
        this.journal = journal;
        this.rejects = rejects;
        this.nowMicros = ReadingBatch.micros(ports.now());
    }

    PastJournal journal() {
        return journal;
    }

    /** The next file. */
    void open(Path next) {
        file = next;
        line = 0;
    }

    /** The next line, or entry. */
    void line(long number, String whole) {
        if (number / LOOK != line / LOOK) {
            if (ports.cancelled().getAsBoolean()) {
                throw new Cancelled();
            }
            ports.progress().at(file, number, journal.taken(), rejects.count());
        }
        line = number;
        text = whole;
    }

    /** A value of the line. */
    void value(Sensor sensor, long micros, double number, Words words) throws IOException {
        if (micros < 0 || micros > nowMicros) {
            reject("time " + ReadingBatch.instantOfMicros(micros) + " is not between 1970 and now");
            return;
        }
        try {
            PastValues.Value value = ports.values().of(sensor, number, words.unit(), words.quality());
            journal.add(sensor.id(), micros, value.value(), value.quality());
        } catch (IllegalArgumentException e) {
            reject(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a file says about a value.
     *
     * @param unit empty for none
     * @param quality empty for none
     */
    record Words(String unit, String quality) {
        static final Words NONE = new Words("", "");
    }

    void reject(String reason) throws IOException {
        rejects.add(file, line, text, reason);
    }

    void rejectUnknown(String sensor) throws IOException {
        rejects.addUnknown(file, line, text, sensor);
    }

    /** A number as people write it; no hexadecimal, no suffix, no digit groups. */
    static double number(String written, boolean decimalComma) {
        String plain = decimalComma ? written.replace(',', '.') : written;
        if (plain.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (!NUMBER.matcher(plain).matches()) {
            throw new IllegalArgumentException("'" + written + "' is no number");
        }
        return Double.parseDouble(plain);
    }
}
