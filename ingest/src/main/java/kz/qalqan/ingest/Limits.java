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

    /** Signs of a second sender under one name within this time are a clash. */
    static final Duration CLASH_WITHIN = Duration.ofMinutes(10);

    /** A clash ends this long after its last sign. */
    static final Duration CLASH_HELD = Duration.ofMinutes(2);

    /** Unknown devices remembered. */
    static final int STRANGERS_MAX = 1_000;

    /** Quantities remembered of an unknown device. */
    static final int STRANGER_QUANTITIES_MAX = 64;

    /** Longest text of an unknown device that is remembered, characters. */
    static final int STRANGER_TEXT_MAX = 200;

    /** Gas of an unknown device goes to the rules this often, unless it grows worse. */
    static final Duration UNKNOWN_GAS_EVERY = Duration.ofSeconds(1);

    /** Bytes of refused payloads kept of one sender in an hour. */
    static final long QUARANTINE_BYTES_PER_HOUR = 512L * 1024;

    /** Senders with a quota of their own in an hour; the others share one. */
    static final int QUARANTINE_SENDERS_MAX = 1_000;

    /** Refused messages listed. */
    static final int LISTED_MAX = 1_000;

    /** Bytes of refused payloads kept in memory; the journal has them all. */
    static final long LISTED_BYTES_MAX = 16L * 1024 * 1024;

    /**
     * Booked entries of a site whose sums are known by position: the farthest a start reads back of what is counted.
     */
    static final int BOOKED_ENTRIES = 65_536;

    /** Readings read back at a start to know a reading that comes again. */
    static final long RECENT_READINGS = 500_000;

    /** Messages read back at a start to know one that is delivered again. */
    static final long RECENT_MESSAGES = 4_000;

    /** Readings read back at a start at most, to list refused messages again. */
    static final long REREAD_READINGS_MAX = 2_000_000;

    /** Topics remembered taken apart. */
    static final int TOPICS_MAX = 10_000;

    /** Pairs of unit and quantity remembered. */
    static final int UNITS_MAX = 10_000;

    private Limits() {}
}
