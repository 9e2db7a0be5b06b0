package kz.qalqan.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet;
import org.eclipse.tahu.message.model.PropertyValue;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Eclipse Tahu's own encoder speaks to us, and its decoder reads what we say. */
class TahuTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Ear ear = new Ear();
    private final SparkplugHost<String> host = new SparkplugHost<>(ear);
    private final SparkplugBPayloadEncoder encoder = new SparkplugBPayloadEncoder();

    private void hear(Verb verb, String device, long seq, MetricBuilder... metrics) throws Exception {
        SparkplugBPayloadBuilder payload =
                new SparkplugBPayloadBuilder().setTimestamp(Date.from(NOON)).setSeq(seq);
        for (MetricBuilder metric : metrics) {
            payload.addMetric(metric.timestamp(Date.from(NOON)).createMetric());
        }
        SparkplugTopic topic = new SparkplugTopic(verb, new Speaker(new EdgeNode("k1", "gw"), device));
        host.take("", topic, encoder.getBytes(payload.createPayload(), verb == Verb.DDATA), false, NOON);
    }

    private static MetricBuilder metric(String name, MetricDataType type, @Nullable Object value) {
        return new MetricBuilder(name, type, value);
    }

    private static MetricBuilder alias(long alias, MetricDataType type, Object value) {
        return new MetricBuilder(alias, type, value);
    }

    private void births() throws Exception {
        hear(
                Verb.NBIRTH,
                "",
                0,
                metric("bdSeq", MetricDataType.Int64, 3L),
                metric("Node Control/Rebirth", MetricDataType.Boolean, false));
        hear(
                Verb.DBIRTH,
                "GA-07",
                1,
                metric("CH4", MetricDataType.Float, 0.4f)
                        .alias(1L)
                        .properties(new PropertySet.PropertySetBuilder()
                                .addProperty("engUnit", new PropertyValue<>(PropertyDataType.String, "%"))
                                .createPropertySet()),
                metric("Gas/CO", MetricDataType.Int8, (byte) -3).alias(2L),
                metric("O2", MetricDataType.UInt32, 20L).alias(3L),
                metric("fan-running", MetricDataType.Boolean, true).alias(4L),
                metric("h2s", MetricDataType.Double, null).alias(5L));
    }

    @Test
    void lifeOfAnEdgeNode() throws Exception {
        births();
        hear(
                Verb.DDATA,
                "GA-07",
                2,
                alias(1L, MetricDataType.Float, 1.3f),
                alias(2L, MetricDataType.Int8, (byte) -4),
                alias(3L, MetricDataType.UInt32, 4_000_000_000L),
                alias(4L, MetricDataType.Boolean, false));
        assertThat(ear.values())
                .containsExactly(
                        "GA-07 ch4=0.4",
                        "GA-07 co=-3.0",
                        "GA-07 o2=20.0",
                        "GA-07 fan-running=1.0",
                        "GA-07 ch4=1.3",
                        "GA-07 co=-4.0",
                        "GA-07 o2=4.0E9",
                        "GA-07 fan-running=0.0");
        assertThat(ear.told.get(0).metric().unit()).isEqualTo("%");
        assertThat(ear.without(Metric.Standing.NONE_YET)).containsExactly("'h2s'");

        hear(Verb.NDEATH, "", 0, metric("bdSeq", MetricDataType.Int64, 2L));
        assertThat(ear.notes).containsOnlyKeys(Hearing.Note.STALE_DEATH);
        hear(Verb.NDEATH, "", 0, metric("bdSeq", MetricDataType.Int64, 3L));
        assertThat(ear.presence).contains("k1/gw off", "k1/gw/GA-07 off");
    }

    @Test
    void rebirthRequestIsWhatTheStandardAsks() throws Exception {
        SparkplugBPayload request = new SparkplugBPayloadDecoder().buildFromByteArray(Certificates.rebirth(NOON), null);
        assertThat(request.getSeq()).as("hosts have no sequence").isNull();
        assertThat(request.getTimestamp()).isEqualTo(Date.from(NOON));
        List<org.eclipse.tahu.message.model.Metric> metrics = request.getMetrics();
        assertThat(metrics).hasSize(1);
        assertThat(metrics.get(0).getName()).isEqualTo("Node Control/Rebirth");
        assertThat(metrics.get(0).getDataType()).isEqualTo(MetricDataType.Boolean);
        assertThat(metrics.get(0).getValue()).isEqualTo(true);
        assertThat(Certificates.commands(new EdgeNode("k1", "gw"))).isEqualTo("spBv1.0/k1/NCMD/gw");
    }

    @Test
    void stateIsWhatTheStandardAsks() {
        assertThat(new Certificates("host-1").topic()).isEqualTo("spBv1.0/STATE/host-1");
        assertThat(new String(Certificates.state(true, NOON), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"online\":true,\"timestamp\":1795262400000}");
        assertThat(Certificates.offline(Certificates.state(false, NOON))).isTrue();
        assertThat(Certificates.offline(Certificates.state(true, NOON))).isFalse();
    }
}
