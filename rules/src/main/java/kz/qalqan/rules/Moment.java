package kz.qalqan.rules;

import java.time.Instant;

/**
 * The place and time of the entry being applied.
 *
 * @param position journal position
 * @param at engine time
 */
record Moment(long position, Instant at) {}
