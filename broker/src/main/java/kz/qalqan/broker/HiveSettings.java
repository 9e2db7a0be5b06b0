package kz.qalqan.broker;

import com.hivemq.configuration.service.InternalConfigurations;

/**
 * The settings without which the broker drops what it confirmed, or crawls (measured: {@code docs/adr/0013}).
 *
 * <p>Threads: immutable; {@link #apply()} writes statics of the broker, alike for every broker of the JVM.
 */
final class HiveSettings {
    /** Messages kept for a session that is away; the broker's own default of 1000 silently drops the rest. */
    static final int QUEUED_MESSAGES_MAX = 1_000_000;

    /** Messages on their way to one client; with the default of 50 it falls behind 1,000 messages a second. */
    static final int WINDOW_MESSAGES = 1_000;

    /** Largest MQTT packet, bytes; a device that sends a larger one is disconnected. */
    static final int PACKET_BYTES_MAX = 16 * 1024 * 1024;

    private static final int POLL_MESSAGES = 500;
    private static final int SHUTDOWN_GRACE_MS = 50;

    private HiveSettings() {}

    /** Sets what {@code config.xml} has no word for. To be called after the broker was built: building resets some. */
    static void apply() {
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = WINDOW_MESSAGES;
        InternalConfigurations.PUBLISH_POLL_BATCH_SIZE = POLL_MESSAGES;
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(SHUTDOWN_GRACE_MS);
    }

    /** {@code config.xml}: without one the broker listens on all addresses and lets anybody in. */
    static String xml(int port, BrokerConfig.Persistence persistence) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                  <listeners>
                    <tcp-listener>
                      <port>%d</port><bind-address>127.0.0.1</bind-address><name>loopback</name>
                    </tcp-listener>
                  </listeners>
                  <persistence><mode>%s</mode></persistence>
                  <mqtt>
                    <queued-messages>
                      <max-queue-size>%d</max-queue-size><strategy>discard</strategy>
                    </queued-messages>
                    <packets><max-packet-size>%d</max-packet-size></packets>
                    <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
                    <topic-alias><enabled>false</enabled></topic-alias>
                  </mqtt>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """.formatted(port, persistence.word(), QUEUED_MESSAGES_MAX, PACKET_BYTES_MAX, WINDOW_MESSAGES);
    }
}
