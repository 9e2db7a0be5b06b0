package kz.qalqan.ingest.sparkplug;

import java.util.Arrays;
import java.util.Optional;

/**
 * A topic {@code spBv1.0/{group}/{verb}/{node}[/{device}]}, taken apart.
 *
 * @param verb what the message is
 * @param speaker who sent it, or whom it commands
 */
public record SparkplugTopic(Verb verb, Speaker speaker) {
    /** What every topic begins with. */
    public static final String NAMESPACE = "spBv1.0";

    private static final int NODE_PARTS = 4;
    private static final int DEVICE_PARTS = 5;

    /** Kinds of message between nodes and hosts. */
    public enum Verb {
        NBIRTH(false),
        NDEATH(false),
        NDATA(false),
        NCMD(false),
        DBIRTH(true),
        DDEATH(true),
        DDATA(true),
        DCMD(true);

        private final boolean ofDevice;

        Verb(boolean ofDevice) {
            this.ofDevice = ofDevice;
        }

        /** Whether a host sends it. */
        public boolean command() {
            return this == NCMD || this == DCMD;
        }

        boolean birth() {
            return this == NBIRTH || this == DBIRTH;
        }
    }

    /** The parts of a topic; empty when it has not the form. */
    public static Optional<SparkplugTopic> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < NODE_PARTS
                || !parts[0].equals(NAMESPACE)
                || Arrays.stream(parts).anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return Arrays.stream(Verb.values())
                .filter(verb ->
                        verb.name().equals(parts[2]) && parts.length == (verb.ofDevice ? DEVICE_PARTS : NODE_PARTS))
                .findFirst()
                .map(verb -> new SparkplugTopic(
                        verb, new Speaker(new EdgeNode(parts[1], parts[3]), verb.ofDevice ? parts[4] : "")));
    }
}
