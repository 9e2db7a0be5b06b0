package kz.qalqan.rules;

/**
 * Settings of the rules.
 *
 * @param preset name of the preset for sites whose plan names none
 */
public record RulesConfig(String preset) {
    /** The settings of a coal mine without any configuration. */
    public static RulesConfig standard() {
        return new RulesConfig("kz-default");
    }

    public RulesConfig {
        if (!Preset.SHIPPED.contains(preset)) {
            throw new IllegalArgumentException("rules.preset '" + preset + "': allowed are " + Preset.SHIPPED);
        }
    }
}
