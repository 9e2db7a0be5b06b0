package kz.qalqan.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

/** Bytes nobody meant: each message is refused or read, none does harm. */
class FuzzTest {
    private static final long SEED = 20261121;
    private static final List<Verb> VERBS = List.of(Verb.values());
    private static final int ROUNDS = Boolean.getBoolean("qalqan.soak") ? 2_000_000 : 40_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Gateway gateway = new Gateway();

    @Test
    void noBytesStopTheHost() {
        System.out.println("FuzzTest seed " + SEED);
        List<byte[]> good = seeds();
        int unreadable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mangled(good.get(random.nextInt(good.size())));
            Verb verb = VERBS.get(random.nextInt(VERBS.size()));
            gateway.hear(new Gateway.Sent(
                    new SparkplugTopic(verb, new Speaker(Gateway.ID, verb.name().startsWith("D") ? "GA-07" : "")),
                    bytes));
            gateway.after(java.time.Duration.ofMillis(random.nextInt(500)));
            unreadable += gateway.ear.refused.stream().anyMatch(text -> text.contains("unreadable")) ? 1 : 0;
            gateway.ear.clear();
        }
        assertThat(unreadable).isGreaterThan(ROUNDS / 20);

        gateway.after(HostLimits.REBIRTH_EVERY).born();
        gateway.ear.clear();
        gateway.hear(gateway.data(Gateway.alias(1).setDoubleValue(0.5)));
        assertThat(gateway.ear.values()).containsExactly("GA-07 ch4=0.5");
    }

    private List<byte[]> seeds() {
        List<byte[]> good = new ArrayList<>();
        good.add(gateway.nbirth().bytes());
        good.add(gateway.of(Verb.DBIRTH, "GA-07", Gateway.ch4(0.4), Gateway.co(3))
                .bytes());
        good.add(gateway.data(Gateway.alias(1).setDoubleValue(0.5)).bytes());
        good.add(gateway.ndeath().bytes());
        good.add(gateway.data(Gateway.metric("Gas/CH4", 4, DataType.Template)
                        .setTemplateValue(Payload.Template.newBuilder().addMetrics(Gateway.ch4(1))))
                .bytes());
        good.add(Payload.newBuilder().setUuid("SPBV1.0_COMPRESSED").build().toByteArray());
        return good;
    }

    private byte[] mangled(byte[] original) {
        byte[] bytes = original.clone();
        if (random.nextInt(4) == 0) {
            bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
        } else if (random.nextInt(3) == 0) {
            bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    @Test
    void bombIsRefusedBeforeItFillsTheMemory() throws java.io.IOException {
        java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
        try (java.util.zip.DeflaterOutputStream out = new java.util.zip.DeflaterOutputStream(packed)) {
            out.write(new byte[50 * 1024 * 1024]);
        }
        Payload bomb = Payload.newBuilder()
                .setUuid("SPBV1.0_COMPRESSED")
                .setBody(com.google.protobuf.ByteString.copyFrom(packed.toByteArray()))
                .build();
        gateway.hear(
                new Gateway.Sent(new SparkplugTopic(Verb.NBIRTH, new Speaker(Gateway.ID, "")), bomb.toByteArray()));
        assertThat(gateway.ear.refused).singleElement().asString().contains("too-large");
    }
}
