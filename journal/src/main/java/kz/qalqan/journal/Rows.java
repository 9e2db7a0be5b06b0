package kz.qalqan.journal;

/**
 * How a small batch is laid out, in which most sensors stand once: row by row, each as the difference to what
 * {@link SensorMemory} has of its sensor, for {@link RowEncoder} and {@link RowDecoder}.
 *
 * <pre>
 * payload   = codec (1 byte: 2 = rows as they are, 3 = zstd)
 *             [length of the rows (varint), zstd only]
 *             rows
 *
 * rows      = n (varint)  messages (varint)  flags (1 byte: 1 = a reading in each message, 2 = packet ids rise by one,
 *             4 = marks follow, 8 = zones follow)  bytes of a hash (1 byte, 0..8)
 *             messages: each: packet id minus the last one (zigzag; with flag 2 only of the first),
 *                       readings (varint; not with flag 1), the lowest bytes of the hash
 *             rows:     each: number of the sensor in the dictionary minus that of the row before minus 1 (zigzag)
 *                       tag (1 byte: time | value &lt;&lt; 2 | quality &lt;&lt; 5)
 *                       time:    0 = as expected, the step stays; 1 = minus expected, in ms (zigzag);
 *                                2 = minus expected, in us (zigzag); 3 = minus receivedAt of the entry, in us (zigzag)
 *                       value:   0..4 = the value before + (code - 2) in its last decimal; 5 = + (zigzag);
 *                                6 = decimals (1 byte), then the whole number of 10^-decimals (zigzag); 7 = 8 bytes
 *                       quality: 1 = its bits (varint); 0 = good
 *             marks:    each message: duplicates, position of the replayed entry (varints)
 *             zones:    runs (varint); each: readings before it, readings (varints), zone (text)
 * </pre>
 *
 * The sensors of the batch are those of the rows, in the order they come first. A batch that is otherwise is laid out
 * in {@link Columns}.
 */
final class Rows {
    static final int PLAIN = 2;
    static final int ZSTD = 3;

    /** Longer rows are compressed. */
    static final int ZSTD_FROM_BYTES = 512;

    /** Most readings: beyond, columns are smaller. */
    static final int READINGS_MAX = 4_096;

    /** With as many readings of each sensor columns are smaller. */
    static final int OF_A_SENSOR = 4;

    static final int SINGLE_READINGS = 1;
    static final int RISING_IDS = 2;
    static final int MARKS = 4;
    static final int ZONES = 8;

    static final int TIME_EXPECTED = 0;
    static final int TIME_MILLIS = 1;
    static final int TIME_MICROS = 2;
    static final int TIME_RECEIVED = 3;
    static final int TIME_BITS = 2;

    static final int VALUE_SMALL_MAX = 4;
    static final int VALUE_SMALL_ZERO = 2;
    static final int VALUE_DIFFERENCE = 5;
    static final int VALUE_SCALED = 6;
    static final int VALUE_RAW = 7;
    static final int VALUE_BITS = 3;

    static final long MICROS_PER_MILLI = 1_000;

    private Rows() {}
}
