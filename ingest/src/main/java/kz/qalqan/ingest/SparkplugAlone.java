package kz.qalqan.ingest;

import java.util.List;
import kz.qalqan.ingest.sparkplug.Metric;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.SparkplugHost;

/**
 * Reads a Sparkplug payload without its birth, for a replay: what bears its own name and type has a value. An alias
 * meant something only to the birth of that time.
 */
final class SparkplugAlone implements Decoder {
    @Override
    public List<RawValue> decode(Topic topic, byte[] payload) throws Refusal {
        return SparkplugHost.alone(payload).orElseThrow(() -> JsonDecoder.unreadable("not Sparkplug B")).stream()
                .map(metric -> raw(topic.device(), metric))
                .toList();
    }

    static RawValue raw(String device, Metric metric) {
        String name = metric.standing() == Standing.VALUE ? metric.quantity() : metric.label();
        Long millis = metric.millis();
        return new RawValue(
                device,
                name,
                type(metric.type()),
                metric.number(),
                metric.unit(),
                millis == null ? Stamp.MISSING : Stamp.ofEpoch(millis.longValue()),
                word(metric.word()),
                RawValue.NO_SEQ);
    }

    private static RawValue.Type type(Metric.Type type) {
        return switch (type) {
            case NUMBER -> RawValue.Type.NUMBER;
            case FLAG -> RawValue.Type.FLAG;
            case TEXT -> RawValue.Type.TEXT;
            case STRUCTURE -> RawValue.Type.STRUCTURE;
        };
    }

    private static RawValue.Word word(Metric.Word word) {
        return switch (word) {
            case GOOD -> RawValue.Word.GOOD;
            case UNCERTAIN -> RawValue.Word.UNCERTAIN;
            case OLD -> RawValue.Word.HISTORICAL;
            case BAD -> RawValue.Word.BAD;
        };
    }
}
