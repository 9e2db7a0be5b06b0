package kz.qalqan.ingest.sparkplug;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.qalqan.telemetry.Quantity;

/**
 * Which quantity a metric's name means: its last path part, without regard to case, hyphens, underscores and spaces. So
 * {@code Gas/CH4} is {@code ch4} and {@code airVelocity} is {@code air-velocity}.
 */
final class QuantityNames {
    private static final Map<String, String> CODES = Arrays.stream(Quantity.values())
            .map(Quantity::code)
            .collect(Collectors.toUnmodifiableMap(QuantityNames::squeezed, Function.identity()));

    private QuantityNames() {}

    /** The code of the quantity; empty when the name means none. */
    static String quantity(String name) {
        if (name.length() > HostLimits.NAME_MAX || housekeeping(name)) {
            return "";
        }
        return CODES.getOrDefault(squeezed(name.substring(name.lastIndexOf('/') + 1)), "");
    }

    /** Whether the name stands alone, without a path. */
    static boolean plain(String name) {
        return name.indexOf('/') < 0;
    }

    /** Metrics by which Sparkplug itself works: never a reading, and nothing to wonder about. */
    static boolean housekeeping(String name) {
        return name.equals(Wire.BD_SEQ)
                || name.startsWith("Node Control/")
                || name.startsWith("Device Control/")
                || name.startsWith("Node Info/")
                || name.startsWith("Device Info/")
                || name.startsWith("Properties/");
    }

    private static String squeezed(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && c != ' ') {
                text.append(c);
            }
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
