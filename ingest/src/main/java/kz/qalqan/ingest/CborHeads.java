package kz.qalqan.ingest;

/**
 * Looks over a CBOR payload before the library does: it keeps all tags of a value in a list that grows by eight, so a
 * megabyte of tags would hold the ingest thread for minutes.
 *
 * <p>CBOR is a plain row of heads, each with its argument, and behind the head of a definite string its bytes: no
 * structure need be followed to find the tags.
 */
final class CborHeads {
    /** Most tags on one value; SenML has one. */
    private static final int TAGS_MAX = 8;

    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int TAG = 6;
    private static final int ONE_BYTE_FOLLOWS = 24;
    private static final int EIGHT_BYTES_FOLLOW = 27;

    private CborHeads() {}

    /**
     * Refuses a payload with too many tags on one value. What ends too early is the decoder's to refuse.
     *
     * @throws Refusal naming the limit
     */
    static void check(byte[] payload) throws Refusal {
        int tags = 0;
        for (long at = 0; at < payload.length; ) {
            int head = payload[(int) at] & 0xFF;
            int major = head >> 5;
            int info = head & 0x1F;
            tags = major == TAG ? tags + 1 : 0;
            if (tags > TAGS_MAX) {
                throw JsonDecoder.unreadable("not CBOR we read: more than " + TAGS_MAX + " tags on one value");
            }
            boolean follows = info >= ONE_BYTE_FOLLOWS && info <= EIGHT_BYTES_FOLLOW;
            int more = follows ? 1 << (info - ONE_BYTE_FOLLOWS) : 0;
            long argument = follows ? argument(payload, at + 1, more) : info;
            at += 1 + more;
            if ((major == BYTES || major == TEXT) && info <= EIGHT_BYTES_FOLLOW) {
                at += argument < 0 ? payload.length : Math.min(argument, payload.length);
            }
        }
    }

    private static long argument(byte[] payload, long from, int length) {
        long argument = 0;
        for (long at = from; at < Math.min(from + length, payload.length); at++) {
            argument = (argument << 8) | (payload[(int) at] & 0xFF);
        }
        return argument;
    }
}
