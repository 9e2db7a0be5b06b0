package kz.qalqan.telemetry;

import java.util.Arrays;

/** How hard work is, by the heat a body makes (domain 2.4); the harder, the less heat around it is bearable. */
public enum WorkCategory {
    /** Up to 139 W. */
    IA("Ia"),
    /** 140 to 174 W. */
    IB("Ib"),
    /** 175 to 232 W. */
    IIA("IIa"),
    /** 233 to 290 W. */
    IIB("IIb"),
    /** Above 290 W. */
    III("III");

    private final String word;

    WorkCategory(String word) {
        this.word = word;
    }

    /** The name in a plan. */
    public String word() {
        return word;
    }

    /**
     * The category with this name.
     *
     * @throws IllegalArgumentException listing what is allowed
     */
    public static WorkCategory of(String word) {
        return Arrays.stream(values())
                .filter(category -> category.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("work category '" + word + "': allowed are "
                        + Arrays.stream(values()).map(WorkCategory::word).toList()));
    }
}
