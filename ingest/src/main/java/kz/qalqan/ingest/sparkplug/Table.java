package kz.qalqan.ingest.sparkplug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.Quantity;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one birth certificate, by name and alias. Aliases are looked up within the node's or the device's own
 * birth: Sparkplug makes them unique in the whole node, and a node that does not keep to that does no harm so.
 */
final class Table {
    private final Map<String, Definition> byName = new HashMap<>();
    /** Null for an alias that the birth gave twice. */
    private final Map<Long, @Nullable Definition> byAlias = new HashMap<>();

    private final List<String> unnamed = new ArrayList<>();

    /** The first {@code max} metrics of a birth. */
    static Table of(Payload birth, int max) {
        Table table = new Table();
        Names names = Names.of(birth);
        for (Payload.Metric metric : birth.getMetricsList()) {
            if (table.byName.size() >= max) {
                break;
            }
            if (metric.hasName() && metric.getName().length() <= HostLimits.NAME_MAX) {
                table.add(metric, names);
            }
        }
        return table;
    }

    private void add(Payload.Metric metric, Names names) {
        String name = metric.getName();
        String quantity = names.quantity(name);
        Definition definition = new Definition(
                name,
                quantity,
                !quantity.isEmpty() && names.ambiguous(name),
                metric.getDatatype(),
                Values.unit(metric));
        byName.put(name, definition);
        if (metric.hasAlias()) {
            boolean taken = byAlias.containsKey(metric.getAlias());
            byAlias.put(metric.getAlias(), taken ? null : definition);
        }
        if (quantity.isEmpty() && !QuantityNames.housekeeping(name)) {
            unnamed.add(name);
        }
    }

    int size() {
        return byName.size();
    }

    /** Names that mean no quantity. */
    List<String> unnamed() {
        return unnamed;
    }

    /**
     * What a metric of a message is; null when nobody can say: its alias is not of this birth, or its type or name
     * contradicts it.
     */
    @Nullable
    Definition find(Payload.Metric metric) {
        if (!metric.hasName()) {
            Definition found = metric.hasAlias() ? byAlias.get(metric.getAlias()) : null;
            return found == null || otherType(metric, found) ? null : found;
        }
        Definition found = byName.get(metric.getName());
        if (found == null) {
            return Definition.alone(metric);
        }
        boolean contradicts = metric.hasAlias() && !found.equals(byAlias.getOrDefault(metric.getAlias(), found));
        return contradicts || otherType(metric, found) ? null : found;
    }

    private static boolean otherType(Payload.Metric metric, Definition found) {
        return metric.hasDatatype() && metric.getDatatype() != 0 && metric.getDatatype() != found.datatype();
    }

    /**
     * Which names of a birth are which quantity. A name without a path stands before names with one: {@code CH4} is the
     * reading, and {@code Limits/CH4} beside it is not.
     */
    private record Names(Set<Quantity> plain, Map<Quantity, Integer> count) {
        static Names of(Payload birth) {
            Names names = new Names(new HashSet<>(), new HashMap<>());
            Set<String> met = new HashSet<>();
            birth.getMetricsList().stream()
                    .map(Payload.Metric::getName)
                    .filter(met::add)
                    .forEach(names::add);
            return names;
        }

        private void add(String name) {
            String code = QuantityNames.quantity(name);
            if (code.isEmpty()) {
                return;
            }
            Quantity quantity = Quantity.of(code);
            if (QuantityNames.plain(name) && plain.add(quantity)) {
                count.put(quantity, 0);
            }
            if (QuantityNames.plain(name) == plain.contains(quantity)) {
                count.merge(quantity, 1, Integer::sum);
            }
        }

        String quantity(String name) {
            String code = QuantityNames.quantity(name);
            boolean outranked = !code.isEmpty() && !QuantityNames.plain(name) && plain.contains(Quantity.of(code));
            return outranked ? "" : code;
        }

        boolean ambiguous(String name) {
            return count.getOrDefault(Quantity.of(QuantityNames.quantity(name)), 0) > 1;
        }
    }
}
