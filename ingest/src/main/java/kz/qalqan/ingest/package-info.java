/** MQTT message to reading: subscriber, topics, decoders, plausibility, quarantine, acknowledgement. */
@NullMarked
package kz.qalqan.ingest;

import org.jspecify.annotations.NullMarked;
