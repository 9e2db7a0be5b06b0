package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import kz.qalqan.ingest.sparkplug.EdgeNode;
import kz.qalqan.ingest.sparkplug.HostLimits;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** Sparkplug's door without a broker, for edge node k1/gw. */
final class SparkplugDesk {
    final MemoryLog k1 = new MemoryLog();
    final Books books = new Books();
    final List<EdgeNode> asked = new ArrayList<>();
    Plan plan = Plans.two();
    Instant now = Desk.NOON;

    private final Map<String, SiteLog> logs = new LinkedHashMap<>();
    private final Judge judge = new Judge(() -> plan, new LinkedHashSet<>(List.of("k1")));
    private final Admission admission = new Admission(judge, new Redelivery(100), IngestMetrics.NONE);
    private final Replays replays = new Replays(judge, admission, logs, () -> now);
    private final SparkplugDoor door =
            new SparkplugDoor(judge, admission, IngestMetrics.NONE, () -> now, HostLimits.REORDER_TIMEOUT);
    private final Desk.Line line = new Desk.Line(false);
    private int seq;

    SparkplugDesk() {
        logs.put("k1", new SiteLog("k1", k1, books::book, IngestMetrics.NONE));
        door.asking(asked::add);
    }

    static Payload.Metric.Builder ch4(double value) {
        return named("CH4", DataType.Double).setAlias(1).setDoubleValue(value).setTimestamp(Desk.NOON.toEpochMilli());
    }

    static Payload.Metric.Builder named(String name, DataType type) {
        return Payload.Metric.newBuilder().setName(name).setDatatype(type.getNumber());
    }

    static Payload.Metric.Builder alias(long alias) {
        return Payload.Metric.newBuilder().setAlias(alias);
    }

    /** NBIRTH, and DBIRTH of a device. */
    SparkplugDesk born(String device, Payload.Metric.Builder... metrics) {
        seq = 0;
        publish("NBIRTH/gw");
        return publish("DBIRTH/gw/" + device, metrics);
    }

    SparkplugDesk publish(String what, Payload.Metric.Builder... metrics) {
        now = now.plusMillis(10);
        Payload.Builder payload =
                Payload.newBuilder().setTimestamp(now.toEpochMilli()).setSeq(seq);
        seq = (seq + 1) & 0xFF;
        List.of(metrics).forEach(payload::addMetrics);
        return bytes("spBv1.0/k1/" + what, payload.build().toByteArray());
    }

    SparkplugDesk bytes(String topic, byte[] payload) {
        Flush flush = new Flush();
        door.admit(new Delivery(line, 0, topic, Delivery.Body.of(payload, null), false, now), flush);
        var unused = flush.append(logs);
        return this;
    }

    /** A message that the host never gets. */
    SparkplugDesk lost() {
        seq = (seq + 1) & 0xFF;
        return this;
    }

    SparkplugDesk after(Duration time) {
        now = now.plus(time);
        Flush flush = new Flush();
        door.tick(flush);
        var unused = flush.append(logs);
        return this;
    }

    void replay(Refused refused) {
        var unused = replays.replay(refused);
    }

    List<Reading> readings() {
        return k1.readings();
    }

    Reading last() {
        return readings().get(readings().size() - 1);
    }

    <E extends Entry> List<E> entries(Class<E> kind) {
        return k1.entries(kind);
    }
}
