package kz.qalqan.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the broker said when it took the connection (MQTT 5, 3.2.2.3), as far as it concerns the promise.
 *
 * @param resumed whether it had kept our session
 * @param sessionKept how long it keeps the session; null when it agreed to what we asked for
 * @param publishedMax publications it takes at once unconfirmed
 * @param packetBytesMax largest packet it takes; null for no limit
 * @param qosMax highest quality of service
 * @param retains whether it keeps retained messages
 * @param refused filters it does not let us subscribe to, with the code
 */
record BrokerOffer(
        boolean resumed,
        @Nullable Duration sessionKept,
        int publishedMax,
        @Nullable Long packetBytesMax,
        int qosMax,
        boolean retains,
        List<String> refused) {
    private static final int ANY = 65_535;
    private static final int QOS_2 = 2;
    /** Below this our own alerts with their reasons may not get through. */
    private static final long PACKET_BYTES_MIN = 64L * 1024;

    static BrokerOffer of(boolean resumed, @Nullable MqttProperties said, List<String> refused) {
        if (said == null) {
            return new BrokerOffer(resumed, null, ANY, null, QOS_2, true, refused);
        }
        Long expiry = said.getSessionExpiryInterval();
        Integer receive = said.getReceiveMaximum();
        Integer qos = said.getMaximumQoS();
        return new BrokerOffer(
                resumed,
                expiry == null ? null : Duration.ofSeconds(expiry),
                receive == null ? ANY : receive,
                said.getMaximumPacketSize(),
                qos == null ? QOS_2 : qos,
                !Boolean.FALSE.equals(said.isRetainAvailable()),
                refused);
    }

    /** What of it weakens the promise, each with its meaning. */
    List<String> warnings(Duration expiryAsked) {
        List<String> warnings = new ArrayList<>();
        if (sessionKept != null && sessionKept.compareTo(expiryAsked) < 0) {
            warnings.add("session expiry: the broker keeps our session for " + sessionKept + " only, asked for was "
                    + expiryAsked + ": what comes during a longer outage is lost");
        }
        if (qosMax < 1) {
            warnings.add("maximum QoS 0: the broker gives no message twice: whatever is on its way when the link breaks"
                    + " is lost");
        }
        if (packetBytesMax != null && packetBytesMax < PACKET_BYTES_MIN) {
            warnings.add("maximum packet size " + packetBytesMax + " bytes: larger alerts cannot be published");
        }
        if (!retains) {
            warnings.add("no retained messages: a panel that connects later does not see the open alerts");
        }
        refused.forEach(filter -> warnings.add("subscription refused: " + filter + ": its messages never come"));
        return warnings;
    }
}
