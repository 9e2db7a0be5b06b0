package kz.qalqan.ingest;

import java.util.List;

/**
 * Reads one payload format. Knows nothing of the plan: the same bytes always give the same values in the same order, so
 * that a refused message can be replayed.
 *
 * <p>Threads: the ingest thread only.
 */
@FunctionalInterface
interface Decoder {
    /**
     * Reads a payload.
     *
     * @return its values, in the order of the payload
     * @throws Refusal when the message as a whole cannot be read: all or nothing
     */
    List<RawValue> decode(Topic topic, byte[] payload) throws Refusal;
}
