package kz.qalqan.ingest;

import java.time.Duration;

/** Every limit at the door, by name. Hitting one is counted. */
final class Limits {
    /** Largest MQTT packet we take, bytes: the broker keeps larger ones from us (MQTT 5, maximum packet size). */
    static final long PACKET_BYTES_MAX = 32L * 1024 * 1024;

    /** Largest payload that is decoded, bytes; of a larger one only the beginning is kept. */
    static final int PAYLOAD_BYTES_MAX = 1024 * 1024;

    /** Most readings in one message. */
    static final int READINGS_MAX = 10_000;

    /** Deepest nesting of a JSON payload. */
    static final int NESTING_MAX = 8;

    /** Longest string or name in a JSON payload, characters. */
    static final int TEXT_MAX = 1_024;

    /** Longest number in a JSON payload, characters. */
    static final int NUMBER_MAX = 64;

    /** Longest content type that is kept, characters: no media type we know has 127. */
    static final int CONTENT_TYPE_MAX = 256;

    /** Longest the broker is left unread while the ingest thread is behind: half of the keep-alive. */
    static final Duration INBOX_WAIT = Duration.ofSeconds(5);

    /** Bytes of payload waiting for the ingest thread; it can have as much in its hands. */
    static final long INBOX_BYTES_MAX = 32L * 1024 * 1024;

    /**
     * Messages waiting for the ingest thread, waiting for the journal, and remembered for a redelivery: each this many
     * receive maxima.
     */
    static final int WINDOWS_MAX = 4;

    /** Readings in one journal entry after which no further message is added. */
    static final int BATCH_READINGS = 8_192;

    /** Messages in one flush. */
    static final int BATCH_MESSAGES = 2_000;

    /** Longest a message waits for others while the queue does not run empty. */
    static final Duration LINGER = Duration.ofMillis(5);

    /** Identities remembered per sensor. */
    static final int IDENTITIES_MAX = 1_024;

    /** A sensor whose clock is absurdly ahead is listed again after this. */
    static final Duration LISTING_EVERY = Duration.ofMinutes(1);

    /** Refused messages listed. */
    static final int LISTED_MAX = 1_000;

    /** Bytes of refused payloads kept in memory; the journal has them all. */
    static final long LISTED_BYTES_MAX = 16L * 1024 * 1024;

    /** Journal entries read back at a start to know recent readings and messages again. */
    static final long RECENT_ENTRIES = 100_000;

    /** Journal entries read back at a start at most, to list refused messages again. */
    static final long REREAD_ENTRIES_MAX = 1_000_000;

    /** Topics remembered taken apart. */
    static final int TOPICS_MAX = 10_000;

    /** Pairs of unit and quantity remembered. */
    static final int UNITS_MAX = 10_000;

    private Limits() {}
}
