package kz.qalqan.journal;

/**
 * How a batch of readings is laid out, for {@link BatchEncoder} and {@link BatchDecoder}.
 *
 * <pre>
 * payload   = codec (1 byte: 0 = columns as they are, 1 = zstd)
 *             [length of the columns (varint), zstd only]
 *             columns
 *
 * columns   = n (varint)  m (varint)  number of each of the m sensors in the dictionary (varint)
 *             messages: count (varint), then each: packet id minus the last one (zigzag), readings (varint), hash (8)
 *             order:    for each reading in the order of arrival: sensor minus (last sensor + 1) (zigzag)
 *             -- from here grouped by sensor, in the order of the m sensors, inside a sensor in the order of arrival
 *             unit of time (1 byte: 0 = 1 us, 1 = 1 ms, 2 = 1 s: the largest that divides all)
 *             times:    first of a sensor: minus the first of the sensor before; second: minus the first;
 *                       then the change of the step (zigzag, in units)
 *             decimals: for each sensor: 0..9 = its values are whole numbers of 10^-d exactly; 255 = they are not
 *             values:   decimal: minus the value before (zigzag); otherwise XOR with the bits before:
 *                       1 byte (leading zero bytes &lt;&lt; 4 | bytes that follow), then those bytes
 *             quality:  1 byte: 0 = all good, 1 = each as a varint
 * </pre>
 */
final class Columns {
    static final int PLAIN = 0;
    static final int ZSTD = 1;

    /** Speed matters more than the last percent: the columns are small numbers already. */
    static final int ZSTD_LEVEL = 1;

    /** Shorter columns are not worth a zstd frame. */
    static final int ZSTD_FROM_BYTES = 64;

    /** Most bytes of columns a decoder makes room for. */
    static final int BYTES_MAX = 8 << 20;

    static final int NOT_DECIMAL = 255;
    static final int DECIMALS_MAX = 9;

    /** Largest whole number that is still scaled: beyond, a double cannot hold a tenth of it. */
    static final double SCALED_MAX = 1L << 50;

    private static final long[] UNIT_MICROS = {1, 1_000, 1_000_000};
    private static final double[] POWER = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private Columns() {}

    static int units() {
        return UNIT_MICROS.length;
    }

    static long unitMicros(int unit) {
        return UNIT_MICROS[unit];
    }

    static double power(int decimals) {
        return POWER[decimals];
    }

    /** Whether {@code value} is bit for bit a whole number of 10^-decimals. */
    static boolean exact(double value, int decimals) {
        double scaled = Math.rint(value * POWER[decimals]);
        return Math.abs(scaled) <= SCALED_MAX
                && Double.doubleToRawLongBits((long) scaled / POWER[decimals]) == Double.doubleToRawLongBits(value);
    }
}
