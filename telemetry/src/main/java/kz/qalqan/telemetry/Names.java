package kz.qalqan.telemetry;

import java.util.regex.Pattern;

/** The form of every name of ours: sites, zones, devices, workplaces, breakers (design 13.7). */
public final class Names {
    /** Longest name, in characters. */
    public static final int LENGTH_MAX = 64;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private Names() {}

    /** Whether {@code value} has the form of a name. */
    public static boolean valid(String value) {
        return FORM.matcher(value).matches();
    }

    /**
     * Returns {@code value}, or refuses it.
     *
     * @param what what the name is for, in the message
     * @throws IllegalArgumentException naming what, the value and what is allowed
     */
    public static String require(String what, String value) {
        if (!valid(value)) {
            throw new IllegalArgumentException(
                    what + " '" + value + "' is no name: allowed is [A-Za-z0-9][A-Za-z0-9_-]{0,63}");
        }
        return value;
    }
}
