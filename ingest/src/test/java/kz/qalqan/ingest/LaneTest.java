package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;

/** The packets are made by Paho's own encoder. */
class LaneTest {
    private static final byte[] PING = {(byte) 0xD0, 0};

    private static final byte[] SIGN = {0x40, 2, 0, 0};

    private final Told told = new Told();

    /** What was told, in words. */
    private static final class Told implements PacketInput.Messages {
        private final List<String> messages = new ArrayList<>();
        private int open;
        private int pauses;

        @Override
        public void message(PublishDecoder.Publish m) {
            open++;
            messages.add(words(m.topic(), m.packetId(), m.retained(), m.contentType(), m.payload().length));
        }

        @Override
        public void pause() {
            assertThat(open).isPositive();
            open = 0;
            pauses++;
        }
    }

    private static String words(String topic, int id, boolean retained, String type, int length) {
        return topic + " " + id + " " + retained + " '" + type + "' " + length;
    }

    @Test
    void messagesAreToldAndAllElseIsPassedOnHoweverTheBytesComeInPieces() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            if (random.nextInt(4) == 0) {
                byte[] other = random.nextBoolean() ? PING : bytes(new MqttPubAck(0, i, new MqttProperties()));
                stream.write(other);
                others.write(other);
            } else {
                stream.write(some(random, i, sent));
            }
        }

        byte[] passed = readAll(new PacketInput(new Pieces(stream.toByteArray(), random), told), random);

        assertThat(withoutSigns(passed)).isEqualTo(others.toByteArray());
        assertThat(told.messages).containsExactlyElementsOf(sent);
        assertThat(told.open).isZero();
    }

    @Test
    void messagesThatCameTogetherAreToldTogether() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 1; i <= 100; i++) {
            stream.write(publish("mine/k1/f/d/telemetry", i, 1, new byte[50], new MqttProperties()));
        }

        int end = new PacketInput(new ByteArrayInputStream(stream.toByteArray()), told).read();

        assertThat(end).isEqualTo(-1);
        assertThat(told.messages).hasSize(100);
        assertThat(told.pauses).isEqualTo(1);
    }

    @Test
    void pahoSeesASignOfLifeWhileABacklogKeepsTheAnswerToItsPingBack() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 1; i <= 1_000; i++) {
            stream.write(publish("mine/k1/f/d/telemetry", i, 1, new byte[100], new MqttProperties()));
        }

        byte[] passed = new PacketInput(new ByteArrayInputStream(stream.toByteArray()), told).readAllBytes();

        assertThat(passed).hasSizeBetween(SIGN.length, 16 * SIGN.length).startsWith(SIGN);
        assertThat(withoutSigns(passed)).isEmpty();
        assertThat(told.messages).hasSize(1_000);
    }

    @Test
    void aMessageWithATopicAliasOrQos2IsLeftToPaho() throws Exception {
        MqttProperties alias = new MqttProperties();
        alias.setTopicAlias(3);
        byte[] first = publish("a", 7, 1, new byte[3], alias);
        byte[] second = publish("a", 8, 2, new byte[3], new MqttProperties());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(first);
        stream.write(second);

        byte[] passed = new PacketInput(new ByteArrayInputStream(stream.toByteArray()), told).readAllBytes();

        assertThat(passed).isEqualTo(stream.toByteArray());
        assertThat(told.messages).isEmpty();
    }

    @Test
    void aPacketThatContradictsItselfIsLeftToPaho() {
        byte[] topicOverruns = {0x30, 4, 0, 9, 'a', 0};
        byte[] propertiesOverrun = {0x32, 8, 0, 1, 'a', 0, 5, 9, 1, 0};
        byte[] strangeProperty = {0x32, 8, 0, 1, 'a', 0, 5, 2, 0x7F, 0};
        byte[] noProperties = {0x32, 5, 0, 1, 'a', 0, 5};
        PublishDecoder decoder = new PublishDecoder();

        for (byte[] packet : List.of(topicOverruns, propertiesOverrun, strangeProperty, noProperties)) {
            assertThat(decoder.decode(packet, 0, packet.length)).isNull();
        }
    }

    @Test
    void aPacketTooLargeOrWithoutLengthEndsTheConnection() {
        byte[] tooLarge = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        byte[] endless = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

        assertThatThrownBy(() -> new PacketInput(new ByteArrayInputStream(tooLarge), told).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> new PacketInput(new ByteArrayInputStream(endless), told).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("length");
    }

    @Test
    void acknowledgementsGoBetweenTwoPacketsOfPahoNeverIntoOne() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        PacketOutput output = new PacketOutput(wire);

        output.write(0xC0);
        output.acknowledge(new int[] {1, 65_535, 0}, 2);
        output.write(new byte[] {0}, 0, 1);
        output.flush();

        assertThat(wire.toByteArray()).containsExactly(0x40, 2, 0, 1, 0x40, 2, 0xFF, 0xFF, 0xC0, 0);
    }

    private static byte[] some(Random random, int id, List<String> sent) throws MqttException {
        MqttProperties properties = new MqttProperties();
        String type = random.nextBoolean() ? "application/json" : "";
        if (!type.isEmpty()) {
            properties.setContentType(type);
            properties.setMessageExpiryInterval(60L);
            properties.setPayloadFormat(true);
        }
        if (random.nextInt(3) == 0) {
            properties.setResponseTopic("answer/ä");
            properties.setCorrelationData(new byte[] {1, 2, 3});
            properties.setUserProperties(List.of(new UserProperty("k", "v"), new UserProperty("", "")));
            properties.setSubscriptionIdentifiers(List.of(5_000));
        }
        String topic = "mine/к1/f/GA-" + random.nextInt(5) + "/telemetry";
        int qos = random.nextInt(2);
        int length = random.nextInt(50) == 0 ? 200_000 : random.nextInt(300);
        sent.add(words(topic, qos == 0 ? 0 : id, id % 2 == 0, type, length));
        return publish(topic, id, qos, new byte[length], properties);
    }

    private static byte[] publish(String topic, int id, int qos, byte[] payload, MqttProperties properties)
            throws MqttException {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(qos);
        message.setRetained(id % 2 == 0);
        MqttPublish packet = new MqttPublish(topic, message, properties);
        packet.setMessageId(id);
        return bytes(packet);
    }

    private static byte[] bytes(MqttWireMessage packet) throws MqttException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(packet.getHeader());
        bytes.writeBytes(packet.getPayload());
        return bytes.toByteArray();
    }

    /** Takes the packets apart; all that are passed on here are shorter than 128 bytes. */
    private static byte[] withoutSigns(byte[] packets) {
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        for (int at = 0; at < packets.length; at += 2 + packets[at + 1]) {
            byte[] packet = Arrays.copyOfRange(packets, at, at + 2 + packets[at + 1]);
            if (!Arrays.equals(packet, SIGN)) {
                others.writeBytes(packet);
            }
        }
        return others.toByteArray();
    }

    private static byte[] readAll(PacketInput input, Random random) throws IOException {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        byte[] piece = new byte[7];
        while (true) {
            try {
                int count = input.read(piece, 0, 1 + random.nextInt(piece.length));
                if (count < 0) {
                    return passed.toByteArray();
                }
                passed.write(piece, 0, count);
            } catch (SocketTimeoutException e) {
                assertThat(input.available()).isZero();
            }
        }
    }

    /** A socket that gives what it has in pieces of any size, and sometimes nothing for too long. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (random.nextInt(5) == 0) {
                throw new SocketTimeoutException("nothing came");
            }
            int most = random.nextBoolean() ? 5 : 70_000;
            return in.read(into, from, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}
