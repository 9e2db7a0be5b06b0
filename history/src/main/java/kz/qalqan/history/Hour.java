package kz.qalqan.history;

/**
 * What an hour of a sensor was like.
 *
 * @param sensor whose
 * @param start epoch microseconds
 * @param sum its good readings
 */
record Hour(String sensor, long start, Sum sum) {
    /**
     * Readings summed up.
     *
     * @param low smallest value
     * @param high largest value
     * @param total sum of the values
     * @param number how many
     */
    record Sum(double low, double high, double total, long number) {
        /** One reading. */
        static Sum of(double value) {
            return new Sum(value, value, value, 1);
        }

        /** Both together. */
        Sum plus(Sum other) {
            return new Sum(
                    Math.min(low, other.low), Math.max(high, other.high), total + other.total, number + other.number);
        }

        /** The same readings, and a range that holds the other's too: applying it twice changes nothing. */
        Sum widened(Sum other) {
            return new Sum(Math.min(low, other.low), Math.max(high, other.high), total, number);
        }
    }
}
