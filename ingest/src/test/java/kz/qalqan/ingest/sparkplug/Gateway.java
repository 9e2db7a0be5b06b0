package kz.qalqan.ingest.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** Edge node k1/gw as it should behave, and a host that hears what the test lets through. */
final class Gateway {
    static final EdgeNode ID = new EdgeNode("k1", "gw");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final Ear ear = new Ear();
    final SparkplugHost<String> host = new SparkplugHost<>(ear);
    Instant now = NOON;
    int seq;
    int bdSeq;
    private int number;

    /** A message on its way. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they go; never compared
    record Sent(SparkplugTopic topic, byte[] bytes) {}

    static Payload.Metric.Builder metric(String name, long alias, DataType type) {
        return Payload.Metric.newBuilder().setName(name).setAlias(alias).setDatatype(type.getNumber());
    }

    static Payload.Metric.Builder ch4(double value) {
        return metric("CH4", 1, DataType.Double).setDoubleValue(value).setTimestamp(NOON.toEpochMilli());
    }

    static Payload.Metric.Builder co(int value) {
        return metric("Gas/CO", 2, DataType.Int32).setIntValue(value).setTimestamp(NOON.toEpochMilli());
    }

    static Payload.Metric.Builder alias(long alias) {
        return Payload.Metric.newBuilder().setAlias(alias);
    }

    Sent nbirth(Payload.Metric.Builder... metrics) {
        seq = 0;
        Payload.Metric.Builder session =
                metric("bdSeq", 1000, DataType.UInt64).clearAlias().setLongValue(bdSeq);
        Payload.Metric.Builder rebirth =
                metric("Node Control/Rebirth", 0, DataType.Boolean).clearAlias().setBooleanValue(false);
        return sent(Verb.NBIRTH, "", payload(metrics).addMetrics(session).addMetrics(rebirth));
    }

    Sent ndeath() {
        Payload.Builder payload = Payload.newBuilder()
                .addMetrics(metric("bdSeq", 0, DataType.UInt64).clearAlias().setLongValue(bdSeq));
        return new Sent(
                new SparkplugTopic(Verb.NDEATH, new Speaker(ID, "")),
                payload.build().toByteArray());
    }

    Sent of(Verb verb, String device, Payload.Metric.Builder... metrics) {
        return sent(verb, device, payload(metrics));
    }

    /** NBIRTH, and DBIRTH of GA-07 with CH4 as alias 1 and Gas/CO as alias 2. */
    Gateway born() {
        hear(nbirth());
        hear(of(Verb.DBIRTH, "GA-07", ch4(0.4), co(3)));
        return this;
    }

    Sent data(Payload.Metric.Builder... metrics) {
        return of(Verb.DDATA, "GA-07", metrics);
    }

    private Payload.Builder payload(Payload.Metric.Builder... metrics) {
        now = now.plusMillis(1);
        Payload.Builder payload = Payload.newBuilder().setTimestamp(now.toEpochMilli());
        Arrays.stream(metrics).forEach(payload::addMetrics);
        return payload;
    }

    private Sent sent(Verb verb, String device, Payload.Builder payload) {
        byte[] bytes = payload.setSeq(seq).build().toByteArray();
        seq = (seq + 1) & Node.SEQ_MASK;
        return new Sent(new SparkplugTopic(verb, new Speaker(ID, device)), bytes);
    }

    Gateway hear(Sent... messages) {
        for (Sent sent : messages) {
            number++;
            host.take("m" + number, sent.topic(), sent.bytes(), false, now);
        }
        return this;
    }

    Gateway after(Duration time) {
        now = now.plus(time);
        host.tick(now);
        return this;
    }
}
