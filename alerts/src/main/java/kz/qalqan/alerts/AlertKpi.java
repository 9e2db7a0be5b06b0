package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * ISA-18.2 figures of a time span (domain 6.1). An alarm here is each time an alert began to ask for an answer: raised,
 * raised again, risen, off the shelf, late; a suppressed one that was never shown is none, nor is a latch that asks
 * after its return.
 *
 * @param from start, inclusive
 * @param to end, exclusive
 * @param alarms how many
 * @param load how they spread over time
 * @param priorities alarms by the priority they had then; target about 80 % low and medium, 15 % high, 5 % critical
 * @param answers how fast they were answered
 * @param standing open for more than 24 h at the end of the span; target zero
 * @param chattering keys with 3 or more alarms within one minute; target zero
 * @param topTen keys with most alarms, most first
 */
public record AlertKpi(
        Instant from,
        Instant to,
        long alarms,
        Load load,
        Map<Priority, Long> priorities,
        Answers answers,
        List<String> standing,
        List<String> chattering,
        List<Share> topTen) {

    /** Alarms in 10 min from which on it is a flood. */
    public static final int FLOOD_ABOVE = 10;

    /** Alarms of one key within a minute from which on it chatters. */
    public static final int CHATTER_FROM = 3;

    /** How long an alert may stand. */
    public static final Duration STANDING_AFTER = Duration.ofHours(24);

    /**
     * Spread over intervals of 10 min, aligned to the epoch.
     *
     * @param per10MinMean mean; target about 1
     * @param per10MinMax most in one interval
     * @param floodShare part of the intervals with more than {@link #FLOOD_ABOVE}; target zero
     */
    public record Load(double per10MinMean, long per10MinMax, double floodShare) {}

    /**
     * Answers given in the span.
     *
     * @param count how many
     * @param median time from asking to answer, null without answers
     * @param p95 time in which 95 % were given, null without answers
     * @param longest longest time, null without answers
     * @param owed alerts that ask for an answer at the moment of the query
     */
    public record Answers(
            long count,
            @Nullable Duration median,
            @Nullable Duration p95,
            @Nullable Duration longest,
            long owed) {}

    /**
     * A key's part of the alarms.
     *
     * @param key the key
     * @param alarms how many
     * @param share part of all, 0 to 1
     */
    public record Share(String key, long alarms, double share) {}

    /** Each figure beside what it should be. */
    public List<Target> targets() {
        return Target.of(this);
    }

    public AlertKpi {
        priorities = Map.copyOf(priorities);
        standing = List.copyOf(standing);
        chattering = List.copyOf(chattering);
        topTen = List.copyOf(topTen);
    }
}
