package kz.qalqan.risk;

import java.math.BigDecimal;
import java.util.List;

/**
 * Measured value to class of working conditions: the tables of domain 2.1 and 2.2. Upper bounds belong to the class.
 */
final class ClassTables {
    /** Fibrogenic dust with a limit of this or less is highly or moderately fibrogenic, mg/m3. */
    private static final BigDecimal FIBROGENIC = new BigDecimal("2");

    private static final List<BigDecimal> NOISE = decimals("80", "85", "95", "105", "115");
    private static final List<BigDecimal> DUST_HIGHLY = decimals("1", "2", "4", "10");
    private static final List<BigDecimal> DUST_WEAKLY = decimals("1", "3", "6", "10");

    private ClassTables() {}

    /** Noise, L_EX,8h in dBA. */
    static WorkingClass noise(BigDecimal level) {
        return first(NOISE, level);
    }

    /** Fibrogenic dust: concentration of the shift against its limit, both mg/m3. */
    static WorkingClass dust(BigDecimal concentration, BigDecimal limit) {
        List<BigDecimal> multiples = limit.compareTo(FIBROGENIC) <= 0 ? DUST_HIGHLY : DUST_WEAKLY;
        return first(multiples.stream().map(limit::multiply).toList(), concentration);
    }

    /** The first bound that holds the value is that of class 2; beyond the last lies one class more. */
    private static WorkingClass first(List<BigDecimal> bounds, BigDecimal value) {
        WorkingClass found = WorkingClass.PERMISSIBLE;
        for (BigDecimal bound : bounds) {
            if (value.compareTo(bound) <= 0) {
                return found;
            }
            found = found.worse();
        }
        return found;
    }

    private static List<BigDecimal> decimals(String... numbers) {
        return List.of(numbers).stream().map(BigDecimal::new).toList();
    }
}
