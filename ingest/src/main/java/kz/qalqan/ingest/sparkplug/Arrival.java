package kz.qalqan.ingest.sparkplug;

import java.time.Instant;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * A message that could be read.
 *
 * @param <M> the message as the caller has it
 * @param message that message
 * @param topic where it was published
 * @param payload what it says
 * @param hash of its bytes, to know it again
 * @param bytes how many these were
 * @param at when it came
 */
record Arrival<M>(M message, SparkplugTopic topic, Payload payload, long hash, int bytes, Instant at) {
    /** A sequence number that is zero may be left out by an encoder of proto3. */
    int seq() {
        return (int) payload.getSeq();
    }

    Speaker speaker() {
        return topic.speaker();
    }

    boolean stampedBefore(long millis) {
        return payload.hasTimestamp() && payload.getTimestamp() < millis;
    }
}
