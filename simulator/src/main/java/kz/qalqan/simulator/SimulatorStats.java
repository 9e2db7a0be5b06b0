package kz.qalqan.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator has done so far; messages, not readings.
 *
 * @param connected whether the broker has it now
 * @param published handed to the broker
 * @param readings values in what was handed to the broker
 * @param confirmed acknowledged by the broker
 * @param failed refused by the broker or lost with the connection
 * @param skipped not sent: no connection, or too many unconfirmed
 * @param yielded not sent: another publisher speaks for the device
 * @param began when the mine's time began; null before the first connection
 * @param elapsed mine time
 * @param phase what goes on in the mine, in words
 * @param yielding devices it is silent for, and until when
 */
public record SimulatorStats(
        boolean connected,
        long published,
        long readings,
        long confirmed,
        long failed,
        long skipped,
        long yielded,
        @Nullable Instant began,
        Duration elapsed,
        String phase,
        SortedMap<String, Instant> yielding) {}
