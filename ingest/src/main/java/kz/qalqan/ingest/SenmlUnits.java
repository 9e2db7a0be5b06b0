package kz.qalqan.ingest;

import java.util.Map;

/**
 * SenML's units in UCUM: the registry of RFC 8428 and the secondary units of RFC 8798, as far as they mean something
 * here and are written differently. What stands in neither is handed on as it is.
 */
final class SenmlUnits {
    private static final Map<String, String> UCUM = Map.ofEntries(
            Map.entry("/", "1"),
            Map.entry("count", "1"),
            Map.entry("/100", "%"),
            Map.entry("/1000", "[ppth]"),
            Map.entry("ppm", "[ppm]"),
            Map.entry("ppb", "[ppb]"),
            Map.entry("l", "L"),
            Map.entry("l/s", "L/s"),
            Map.entry("Bspl", "B[SPL]"),
            Map.entry("gravity", "[g]"));

    private SenmlUnits() {}

    /** The UCUM code of a SenML unit. */
    static String ucum(String unit) {
        return UCUM.getOrDefault(unit, unit);
    }
}
