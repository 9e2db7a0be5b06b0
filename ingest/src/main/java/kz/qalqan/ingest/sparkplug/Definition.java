package kz.qalqan.ingest.sparkplug;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What a birth says of a metric.
 *
 * @param name its name
 * @param quantity code of the quantity it is; empty when it is none
 * @param ambiguous whether another metric of the same birth could be that quantity as well
 * @param datatype number of its datatype; 0 when the birth has none
 * @param unit the unit its properties name; null when none
 */
record Definition(
        String name,
        String quantity,
        boolean ambiguous,
        int datatype,
        @Nullable String unit) {

    /**
     * A metric that no birth at hand knows: what its own message says. Null when that is not enough: it has no name, no
     * datatype, or a name with a path, of which only the birth can say whether it is the sensor or its limit.
     */
    static @Nullable Definition alone(Payload.Metric metric) {
        if (!metric.hasName()) {
            return null;
        }
        String quantity = QuantityNames.quantity(metric.getName());
        boolean enough = quantity.isEmpty() || (QuantityNames.plain(metric.getName()) && metric.getDatatype() != 0);
        return enough ? new Definition(metric.getName(), quantity, false, metric.getDatatype(), null) : null;
    }

    boolean sensor() {
        return !quantity.isEmpty();
    }
}
