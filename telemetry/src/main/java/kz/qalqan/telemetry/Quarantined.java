package kz.qalqan.telemetry;

/**
 * A message, or the part of it, that could not become a reading: kept, listed, replayable (design 3).
 *
 * @param topic where it came from
 * @param reason why it was refused
 * @param detail what exactly: field, value, what is allowed
 * @param payload the first {@link #KEPT_BYTES_MAX} bytes
 * @param length length of the whole payload in bytes
 * @param sha256 of the whole payload, hexadecimal
 * @param packetId MQTT packet id; 0 for QoS 0
 * @param readings how many readings it stands for in the balance; an unreadable message counts as one
 * @param contentType as the sender named it (MQTT 5), so that a replay reads it as the first time; empty when not
 * @param retained whether the broker had kept it, so that nobody knows how old it is
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
public record Quarantined(
        String topic,
        QuarantineReason reason,
        String detail,
        byte[] payload,
        int length,
        String sha256,
        int packetId,
        int readings,
        String contentType,
        boolean retained)
        implements Entry {

    /** What is kept of a payload at most, in bytes. */
    public static final int KEPT_BYTES_MAX = 64 * 1024;

    @Override
    public void visit(Visitor visitor) {
        visitor.quarantined(this);
    }
}
