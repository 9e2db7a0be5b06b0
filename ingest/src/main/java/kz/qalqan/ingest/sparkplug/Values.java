package kz.qalqan.ingest.sparkplug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.Metric.Word;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The values of a message, as far as they are quantities. Sparkplug has 34 datatypes; integers travel as unsigned 32 or
 * 64 bits and mean what their datatype says.
 */
final class Values {
    private static final Set<String> UNIT_KEYS = Set.of("engunit", "unit", "units");
    private static final String QUALITY_KEY = "quality";
    private static final int QUALITY_STALE = 500;
    private static final int QUALITY_GOOD_MIN = 192;
    private static final int QUALITY_GOOD_MAX = 255;
    private static final int QUALITY_BAD_MAX = 63;
    private static final double UNSIGNED = 0x1p64;
    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;

    private final Payload payload;
    private final boolean birth;
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Payload.Metric> restated = new ArrayList<>();

    private Values(Payload payload, boolean birth) {
        this.payload = payload;
        this.birth = birth;
    }

    private record Content(Metric.Type type, double number) {
        static final Content STRUCTURE = new Content(Metric.Type.STRUCTURE, Double.NaN);
        static final Content TEXT = new Content(Metric.Type.TEXT, Double.NaN);

        static Content number(double number) {
            return new Content(Metric.Type.NUMBER, number);
        }

        static Content flag(boolean on) {
            return new Content(Metric.Type.FLAG, on ? 1 : 0);
        }
    }

    /**
     * Reads a message.
     *
     * @param find what a metric is; null when nobody knows
     */
    static Values read(Payload payload, boolean birth, Function<Payload.Metric, @Nullable Definition> find) {
        Values values = new Values(payload, birth);
        for (Payload.Metric metric : payload.getMetricsList()) {
            values.add(metric, find.apply(metric));
        }
        return values;
    }

    List<Metric> metrics() {
        return metrics;
    }

    boolean unresolved() {
        return metrics.stream().anyMatch(metric -> metric.standing() == Standing.UNRESOLVED);
    }

    /** The message with the names filled in. */
    byte[] restated() {
        return payload.toBuilder()
                .clearMetrics()
                .addAllMetrics(restated)
                .build()
                .toByteArray();
    }

    private void add(Payload.Metric metric, @Nullable Definition definition) {
        if (QuantityNames.housekeeping(metric.getName()) || (definition != null && !definition.sensor())) {
            return;
        }
        if (definition == null || definition.ambiguous()) {
            metrics.add(nothing(metric, definition));
            restated.add(metric);
            return;
        }
        int datatype = metric.getDatatype() == 0 ? definition.datatype() : metric.getDatatype();
        metrics.add(value(metric, definition, datatype));
        restated.add(metric.toBuilder()
                .setName(definition.quantity())
                .clearAlias()
                .setDatatype(datatype)
                .build());
    }

    private static Metric nothing(Payload.Metric metric, @Nullable Definition definition) {
        String label = metric.hasName() ? "'" + metric.getName() + "'" : "alias " + metric.getAlias();
        return definition == null
                ? new Metric(Standing.UNRESOLVED, "", label, Metric.Type.STRUCTURE, Double.NaN, null, null, Word.BAD)
                : new Metric(
                        Standing.AMBIGUOUS,
                        definition.quantity(),
                        "'" + definition.name() + "'",
                        Metric.Type.STRUCTURE,
                        Double.NaN,
                        null,
                        null,
                        Word.BAD);
    }

    private Metric value(Payload.Metric metric, Definition definition, int datatype) {
        boolean none = metric.getIsNull() || metric.getValueCase() == Payload.Metric.ValueCase.VALUE_NOT_SET;
        Content content = none ? Content.number(Double.NaN) : content(metric, datatype);
        String unit = unit(metric);
        return new Metric(
                none && birth ? Standing.NONE_YET : Standing.VALUE,
                definition.quantity(),
                "'" + definition.name() + "'",
                content.type(),
                content.number(),
                unit == null ? definition.unit() : unit,
                millis(metric),
                none ? Word.BAD : word(metric));
    }

    private @Nullable Long millis(Payload.Metric metric) {
        if (metric.hasTimestamp()) {
            return metric.getTimestamp();
        }
        return payload.hasTimestamp() ? payload.getTimestamp() : null;
    }

    /**
     * A birth repeats the last value of every metric. Where it does not say of when that is, the value must not pass
     * for one of now.
     */
    private Word word(Payload.Metric metric) {
        Word quality = quality(metric);
        boolean old = metric.getIsHistorical() || (birth && !metric.hasTimestamp());
        return old && quality.compareTo(Word.OLD) < 0 ? Word.OLD : quality;
    }

    /** The standard's codes, and those of OPC where a sender uses others; no property means good. */
    private static Word quality(Payload.Metric metric) {
        Payload.PropertyValue property = property(metric, key -> key.equals(QUALITY_KEY));
        if (property == null) {
            return Word.GOOD;
        }
        int code = property.hasLongValue() ? (int) property.getLongValue() : property.getIntValue();
        if (code >= QUALITY_GOOD_MIN && code <= QUALITY_GOOD_MAX) {
            return Word.GOOD;
        }
        if (code == QUALITY_STALE) {
            return Word.OLD;
        }
        return code >= 0 && code <= QUALITY_BAD_MAX ? Word.BAD : Word.UNCERTAIN;
    }

    static @Nullable String unit(Payload.Metric metric) {
        Payload.PropertyValue property = property(metric, UNIT_KEYS::contains);
        return property == null || property.getStringValue().isBlank()
                ? null
                : property.getStringValue().strip();
    }

    private static Payload.@Nullable PropertyValue property(Payload.Metric metric, Predicate<String> wanted) {
        Payload.PropertySet properties = metric.getProperties();
        int count = Math.min(properties.getKeysCount(), properties.getValuesCount());
        for (int i = 0; i < count; i++) {
            if (wanted.test(properties.getKeys(i).toLowerCase(Locale.ROOT))) {
                return properties.getValues(i);
            }
        }
        return null;
    }

    private static Content content(Payload.Metric metric, int datatype) {
        return switch (metric.getValueCase()) {
            case INT_VALUE -> whole(metric.getIntValue() & 0xFFFF_FFFFL, datatype);
            case LONG_VALUE -> whole(metric.getLongValue(), datatype);
            case FLOAT_VALUE -> real(decimal(metric.getFloatValue()), datatype);
            case DOUBLE_VALUE -> real(metric.getDoubleValue(), datatype);
            case BOOLEAN_VALUE ->
                datatype == 0 || datatype == DataType.Boolean_VALUE
                        ? Content.flag(metric.getBooleanValue())
                        : Content.STRUCTURE;
            case STRING_VALUE -> Content.TEXT;
            default -> Content.STRUCTURE;
        };
    }

    /** A gateway's float 1.3 means 1.3, not 1.2999999523162842: the limit beside it is a decimal number too. */
    private static double decimal(float value) {
        return Float.isFinite(value) ? Double.parseDouble(Float.toString(value)) : value;
    }

    private static Content real(double value, int datatype) {
        boolean fits = datatype == 0 || datatype == DataType.Float_VALUE || datatype == DataType.Double_VALUE;
        return fits ? Content.number(value) : Content.STRUCTURE;
    }

    private static Content whole(long bits, int datatype) {
        return switch (datatype) {
            case DataType.Int8_VALUE -> Content.number((byte) bits);
            case DataType.Int16_VALUE -> Content.number((short) bits);
            case DataType.Int32_VALUE -> Content.number((int) bits);
            case DataType.Int64_VALUE -> Content.number((double) bits);
            case DataType.UInt8_VALUE -> Content.number((double) (bits & BYTE_MASK));
            case DataType.UInt16_VALUE -> Content.number((double) (bits & SHORT_MASK));
            case DataType.UInt32_VALUE -> Content.number((double) (bits & 0xFFFF_FFFFL));
            case DataType.UInt64_VALUE -> Content.number(bits < 0 ? (double) bits + UNSIGNED : (double) bits);
            default -> Content.STRUCTURE;
        };
    }
}
