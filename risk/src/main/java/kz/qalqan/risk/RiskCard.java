package kz.qalqan.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import kz.qalqan.telemetry.Shift;
import kz.qalqan.telemetry.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The risk of one workplace in one shift, with everything it was computed from: computing it again from that gives the
 * same digits. It is indicative, for internal control, and not the result of a certification.
 *
 * @param workplace who and where
 * @param shift the shift
 * @param factors measured factors, in a fixed order
 * @param workingClass one class for all valid factors; null when there is none
 * @param harm В, from the class
 * @param injury Т
 * @param equipment Об
 * @param protection СИЗ
 * @param health З
 * @param index ПР with its level; null when something is missing, see {@code reason}
 * @param reason why there is no index, in words; empty when there is one
 * @param worst the worst component, always shown beside the index: a mean hides a lethal one
 * @param coverage how many of the factors of В are assessed
 * @param mappingVersion version of the mapping
 * @param indicative always true
 */
public record RiskCard(
        Subject workplace,
        Shift shift,
        List<FactorScore> factors,
        @Nullable WorkingClass workingClass,
        Component harm,
        Component injury,
        Component equipment,
        Component protection,
        Component health,
        @Nullable Index index,
        String reason,
        @Nullable Worst worst,
        Coverage coverage,
        String mappingVersion,
        boolean indicative) {
    /**
     * The workplace of a card.
     *
     * @param site name of the site
     * @param id name of the workplace
     * @param label what people call it
     * @param employer whose people they are
     * @param people how many in one shift
     */
    public record Subject(String site, String id, Texts label, String employer, int people) {}

    /**
     * One of the five parts of the index.
     *
     * @param letter В, Т, Об, СИЗ or З
     * @param value 1 to 5; null when unknown
     * @param by who signed it, {@code measured} for В; empty when unknown
     * @param at when it was signed, or the end of the shift it was measured in; null when unknown
     */
    public record Component(
            String letter,
            @Nullable BigDecimal value,
            String by,
            @Nullable Instant at) {}

    /**
     * ПР.
     *
     * @param value rounded half up to two decimals
     * @param exact as the formula gives it
     * @param level its level, from the exact value
     */
    public record Index(BigDecimal value, BigDecimal exact, RiskLevel level) {}

    /**
     * The worst component.
     *
     * @param letters which; several when they are equal
     * @param value its value
     */
    public record Worst(List<String> letters, BigDecimal value) {
        public Worst {
            letters = List.copyOf(letters);
        }
    }

    /**
     * Assessed factors of all factors of В.
     *
     * @param assessed how many are valid
     * @param of how many there are
     */
    public record Coverage(int assessed, int of) {}

    public RiskCard {
        factors = List.copyOf(factors);
    }

    /** The five parts in the order of the formula. */
    public List<Component> components() {
        return List.of(harm, injury, equipment, protection, health);
    }
}
