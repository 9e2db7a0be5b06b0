package kz.qalqan.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.telemetry.Quantity;

/**
 * What field devices write for a unit, in UCUM; and which of UCUM's own codes mean what they say for a quantity.
 *
 * <p>UCUM alone is not safe here: to it {@code %}, {@code rad}, {@code mol} and {@code %{LEL}} are all plain numbers.
 */
final class UnitNames {
    private static final Set<String> SHARES = Set.of("%", "[ppm]", "[ppb]", "[pptr]", "[ppth]", "1");
    private static final Set<String> DIMENSIONLESS = Set.of("%", "[ppm]", "1");
    private static final String SOUND = "dB[SPL]";

    /** After {@link #plain}: without blanks, superscripts and other letters for the same thing. */
    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("ppm", "[ppm]"),
            Map.entry("PPM", "[ppm]"),
            Map.entry("ppmv", "[ppm]"),
            Map.entry("ppb", "[ppb]"),
            Map.entry("PPB", "[ppb]"),
            Map.entry("degC", "Cel"),
            Map.entry("°C", "Cel"),
            Map.entry("°С", "Cel"), // with the Cyrillic letter
            Map.entry("degF", "[degF]"),
            Map.entry("°F", "[degF]"),
            Map.entry("mmHg", "mm[Hg]"),
            Map.entry("Torr", "mm[Hg]"),
            Map.entry("inHg", "[in_i'Hg]"),
            Map.entry("mmH2O", "mm[H2O]"),
            Map.entry("inH2O", "[in_i'H2O]"),
            Map.entry("inwg", "[in_i'H2O]"),
            Map.entry("psi", "[psi]"),
            Map.entry("kgf/cm2", "kgf/cm2"),
            Map.entry("ft/min", "[ft_i]/min"),
            Map.entry("fpm", "[ft_i]/min"),
            Map.entry("ft/s", "[ft_i]/s"),
            Map.entry("mph", "[mi_i]/h"),
            Map.entry("cfm", "[cft_i]/min"),
            Map.entry("ft3/min", "[cft_i]/min"),
            Map.entry("in/s", "[in_i]/s"),
            Map.entry("ft", "[ft_i]"),
            Map.entry("in", "[in_i]"),
            Map.entry("lux", "lx"),
            Map.entry("Lux", "lx"),
            Map.entry("fc", "lm/[sft_i]"),
            Map.entry("rem/h", "REM/h"),
            Map.entry("mrem/h", "mREM/h"));

    private static final Map<String, String> RUSSIAN = Map.ofEntries(
            Map.entry("млн-1", "[ppm]"),
            Map.entry("мг/м3", "mg/m3"),
            Map.entry("мкг/м3", "ug/m3"),
            Map.entry("г/м3", "g/m3"),
            Map.entry("м/с", "m/s"),
            Map.entry("м/мин", "m/min"),
            Map.entry("мм/с", "mm/s"),
            Map.entry("м/с2", "m/s2"),
            Map.entry("м3/мин", "m3/min"),
            Map.entry("м3/ч", "m3/h"),
            Map.entry("м3/с", "m3/s"),
            Map.entry("л/мин", "L/min"),
            Map.entry("м3/т", "m3/t"),
            Map.entry("Па", "Pa"),
            Map.entry("гПа", "hPa"),
            Map.entry("кПа", "kPa"),
            Map.entry("МПа", "MPa"),
            Map.entry("бар", "bar"),
            Map.entry("мбар", "mbar"),
            Map.entry("ммрт.ст.", "mm[Hg]"),
            Map.entry("ммрт.ст", "mm[Hg]"),
            Map.entry("ммвод.ст.", "mm[H2O]"),
            Map.entry("ммвод.ст", "mm[H2O]"),
            Map.entry("кгс/см2", "kgf/cm2"),
            Map.entry("лк", "lx"),
            Map.entry("мкЗв/ч", "uSv/h"),
            Map.entry("мЗв/ч", "mSv/h"),
            Map.entry("Бк/м3", "Bq/m3"),
            Map.entry("Дж", "J"),
            Map.entry("кДж", "kJ"),
            Map.entry("МДж", "MJ"),
            Map.entry("мм", "mm"),
            Map.entry("м", "m"));

    private static final Map<String, String> OF_SHARES = Map.of(
            "vol%", "%", "%vol", "%", "%vol.", "%", "vol.%", "%", "%v/v", "%", "%об", "%", "%об.", "%", "об.%", "%");
    private static final Map<String, String> OF_HUMIDITY = Map.of("%RH", "%", "%rH", "%", "RH%", "%", "%отн.", "%");
    private static final Map<String, String> OF_TEMPERATURE = Map.of("C", "Cel", "С", "Cel", "F", "[degF]");
    private static final Map<String, String> OF_ACCELERATION = Map.of("g", "[g]", "G", "[g]");
    private static final Map<String, String> OF_SOUND = Map.of(
            "dB", SOUND, "dBA", SOUND, "dB(A)", SOUND, "дБ", SOUND, "дБА", SOUND, "дБ(А)", SOUND, "дБ(A)", SOUND);

    private UnitNames() {}

    /** The UCUM code of a unit; empty when it must not be converted whatever UCUM says. */
    static Optional<String> ucum(String unit, Quantity quantity) {
        String plain = plain(unit);
        String code =
                own(quantity).getOrDefault(plain, EVERYWHERE.getOrDefault(plain, RUSSIAN.getOrDefault(plain, plain)));
        return allowed(code, quantity) ? Optional.of(code) : Optional.empty();
    }

    private static Map<String, String> own(Quantity quantity) {
        return switch (quantity.unit()) {
            case "Cel" -> OF_TEMPERATURE;
            case "m/s2" -> OF_ACCELERATION;
            case SOUND -> OF_SOUND;
            case "%", "[ppm]" -> quantity == Quantity.HUMIDITY ? OF_HUMIDITY : OF_SHARES;
            default -> Map.of();
        };
    }

    /** Braces are remarks to UCUM and change the meaning here; numbers without unit must be shares that mix. */
    private static boolean allowed(String code, Quantity quantity) {
        if (code.indexOf('{') >= 0) {
            return false;
        }
        if (!DIMENSIONLESS.contains(quantity.unit())) {
            return true;
        }
        if (quantity.unit().equals("1")) {
            return code.equals("1");
        }
        return quantity == Quantity.HUMIDITY
                ? code.equals("%") || code.equals("1")
                : SHARES.contains(code) || isMassPerVolume(code);
    }

    /** Whether it says mass of a gas in a volume of air, to be converted by its molar mass. */
    static boolean isMassPerVolume(String code) {
        int slash = code.indexOf('/');
        return slash > 0
                && Set.of("kg", "g", "mg", "ug", "ng").contains(code.substring(0, slash))
                && Set.of("m3", "L", "l", "dm3").contains(code.substring(slash + 1));
    }

    /** The same unit in the letters of UCUM. */
    private static String plain(String unit) {
        return unit.replace(" ", "")
                .replace("\u00a0", "")
                .replace('³', '3')
                .replace('²', '2')
                .replace('\u00b5', 'u')
                .replace('\u03bc', 'u')
                .replace('·', '.')
                .replace("℃", "°C")
                .replace("℉", "°F")
                .replace("‰", "[ppth]");
    }
}
