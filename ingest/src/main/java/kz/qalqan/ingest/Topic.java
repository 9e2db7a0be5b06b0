package kz.qalqan.ingest;

import java.util.Arrays;
import java.util.List;
import kz.qalqan.ingest.sparkplug.SparkplugTopic;

/**
 * Where a message was published, taken apart (contract 3).
 *
 * @param kind what the message is
 * @param site name of the site; empty where the topic names none
 * @param zone name of the zone; empty where the topic names none
 * @param device name of the device; empty where the topic names none
 */
record Topic(Kind kind, String site, String zone, String device) {
    /** What ingest subscribes to; Sparkplug has a connection of its own. */
    static final List<String> FILTERS = List.of("mine/+/+/+/+", "v1/gateway/telemetry");

    private static final String OUR_OWN = "alerts";
    private static final int PARTS = 5;

    /** Kinds of message. */
    enum Kind {
        TELEMETRY("telemetry"),
        STATUS("status"),
        SENML("senml"),
        GATEWAY(""),
        SPARKPLUG(""),
        /** What we publish ourselves and get back. */
        OWN(""),
        UNKNOWN("");

        private final String leaf;

        Kind(String leaf) {
            this.leaf = leaf;
        }
    }

    static Topic parse(String text) {
        if (text.equals("v1/gateway/telemetry")) {
            return new Topic(Kind.GATEWAY, "", "", "");
        }
        if (text.startsWith("spBv1.0/")) {
            return SparkplugTopic.parse(text)
                    .map(topic -> new Topic(
                            Kind.SPARKPLUG,
                            topic.speaker().node().group(),
                            "",
                            topic.speaker().name()))
                    .orElse(new Topic(Kind.SPARKPLUG, "", "", ""));
        }
        String[] parts = text.split("/", -1);
        if (parts.length != PARTS || !parts[0].equals("mine")) {
            return new Topic(Kind.UNKNOWN, "", "", "");
        }
        return new Topic(parts[3].equals(OUR_OWN) ? Kind.OWN : kind(parts[4]), parts[1], parts[2], parts[3]);
    }

    private static Kind kind(String leaf) {
        return Arrays.stream(Kind.values())
                .filter(kind -> !kind.leaf.isEmpty() && kind.leaf.equals(leaf))
                .findFirst()
                .orElse(Kind.UNKNOWN);
    }
}
