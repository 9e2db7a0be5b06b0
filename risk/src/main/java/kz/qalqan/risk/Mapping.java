package kz.qalqan.risk;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How classes become points and a level: default mapping v1 (domain 1.4 A, 2.9). Every card names its version.
 *
 * @param version name and number
 * @param points points of each class
 * @param together how many factors of a class make the next worse one; 0 for never
 * @param levelsFrom from which index on each level begins, level 1 first
 * @param floor whether a class 3.4 or 4 keeps the level from being below 3 or 4 (rule F), off by default because an
 *     inspector recomputes the formula
 */
public record Mapping(
        String version,
        Map<WorkingClass, BigDecimal> points,
        Map<WorkingClass, Integer> together,
        List<BigDecimal> levelsFrom,
        boolean floor) {
    /** Default mapping v1. */
    public static final Mapping V1 = new Mapping(
            "default mapping v1",
            points("1.0", "2.0", "3.0", "3.5", "4.0", "4.5", "5.0"),
            Map.of(
                    WorkingClass.HARMFUL_1, 3,
                    WorkingClass.HARMFUL_2, 2,
                    WorkingClass.HARMFUL_3, 2,
                    WorkingClass.HARMFUL_4, 2),
            List.of(
                    new BigDecimal("1.0"),
                    new BigDecimal("1.5"),
                    new BigDecimal("2.5"),
                    new BigDecimal("3.5"),
                    new BigDecimal("4.5")),
            false);

    public Mapping {
        points = Map.copyOf(points);
        together = Map.copyOf(together);
        levelsFrom = List.copyOf(levelsFrom);
    }

    /** Points of a class. */
    public BigDecimal pointsOf(WorkingClass of) {
        BigDecimal found = points.get(of);
        if (found == null) {
            throw new IllegalStateException(version + " has no points for class " + of);
        }
        return found;
    }

    /**
     * One class for several factors: the worst, or the next worse one when enough factors have it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public WorkingClass combined(Collection<WorkingClass> factors) {
        WorkingClass worst = factors.stream()
                .max(WorkingClass::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("no factor to combine"));
        long count = factors.stream().filter(c -> c == worst).count();
        int needed = together.getOrDefault(worst, 0);
        return needed > 0 && count >= needed ? worst.worse() : worst;
    }

    /** The level of an index whose factors have these classes. */
    RiskLevel level(BigDecimal index, Collection<WorkingClass> factors) {
        int level = 0;
        while (level < levelsFrom.size() && index.compareTo(levelsFrom.get(level)) >= 0) {
            level++;
        }
        if (floor && factors.contains(WorkingClass.DANGEROUS)) {
            level = Math.max(level, 4);
        }
        if (floor && factors.contains(WorkingClass.HARMFUL_4)) {
            level = Math.max(level, 3);
        }
        return RiskLevel.of(Math.max(level, 1));
    }

    private static Map<WorkingClass, BigDecimal> points(String... points) {
        Map<WorkingClass, BigDecimal> all = new EnumMap<>(WorkingClass.class);
        WorkingClass[] classes = WorkingClass.values();
        for (int i = 0; i < classes.length; i++) {
            all.put(classes[i], new BigDecimal(points[i]));
        }
        return all;
    }
}
