package kz.qalqan.risk;

import java.util.Arrays;
import java.util.List;

/**
 * Class of working conditions. The order of the constants is the order of harm: encoding classes as numbers 1, 2,
 * 31…34, 4 and taking the largest ranks class 4 below 3.1 (domain 2).
 */
public enum WorkingClass {
    /** Optimal. */
    OPTIMAL("1"),
    /** Permissible. */
    PERMISSIBLE("2"),
    HARMFUL_1("3.1"),
    HARMFUL_2("3.2"),
    HARMFUL_3("3.3"),
    HARMFUL_4("3.4"),
    /** Dangerous. */
    DANGEROUS("4");

    private final String word;

    WorkingClass(String word) {
        this.word = word;
    }

    /** The name people know: {@code 3.1}. */
    public String word() {
        return word;
    }

    /**
     * The class with this name.
     *
     * @throws IllegalArgumentException listing what is allowed
     */
    public static WorkingClass of(String word) {
        return Arrays.stream(values())
                .filter(c -> c.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("class '" + word + "': allowed are "
                        + List.of(values()).stream().map(WorkingClass::word).toList()));
    }

    /** The next worse class; dangerous stays dangerous. */
    WorkingClass worse() {
        return Arrays.stream(values())
                .filter(c -> c.compareTo(this) > 0)
                .findFirst()
                .orElse(this);
    }

    @Override
    public String toString() {
        return word;
    }
}
