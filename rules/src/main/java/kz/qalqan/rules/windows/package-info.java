/**
 * Bounded memories of a sensor's past: spans, ambient, events. Pure arithmetic, no clock: the same readings in the same
 * order give the same numbers on every machine.
 *
 * <p>Times are epoch microseconds of {@code measuredAt}. Every window has a fixed size and takes a reading in O(1).
 *
 * <p>Public because the engine is another package; no other module may use them.
 */
@NullMarked
package kz.qalqan.rules.windows;

import org.jspecify.annotations.NullMarked;
