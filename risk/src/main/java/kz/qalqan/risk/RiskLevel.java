package kz.qalqan.risk;

import java.math.BigDecimal;
import java.util.Arrays;

/** Level of workplace risk with what follows from it (domain 1.1). */
public enum RiskLevel {
    OPTIMAL(1, "optimal", "", "1.0"),
    LOW(2, "low", "D", "1.2"),
    MODERATE(3, "moderate", "C", "1.3"),
    HIGH(4, "high", "B", "1.4"),
    CRITICAL_HIGH(5, "critical high", "A", "1.5");

    private final int number;
    private final String word;
    private final String protection;
    private final BigDecimal insurance;

    RiskLevel(int number, String word, String protection, String insurance) {
        this.number = number;
        this.word = word;
        this.protection = protection;
        this.insurance = new BigDecimal(insurance);
    }

    /**
     * The level with this number.
     *
     * @throws IllegalArgumentException outside of 1 to 5
     */
    public static RiskLevel of(int number) {
        return Arrays.stream(values())
                .filter(level -> level.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("level " + number + ": allowed is 1 to 5"));
    }

    /** 1 to 5. */
    public int number() {
        return number;
    }

    /** Its name. */
    public String word() {
        return word;
    }

    /** Degree of protection by protective equipment: A maximum to D minimal; empty at level 1. Paired by rank. */
    public String protection() {
        return protection;
    }

    /** Correction of the insurance tariff; 1.0 at level 1 is our reading. */
    public BigDecimal insurance() {
        return insurance;
    }
}
