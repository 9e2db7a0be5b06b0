package kz.qalqan.risk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All workplaces in one picture.
 *
 * @param workplaces how many have each level, every level named
 * @param people how many people work at each level in one shift
 * @param unknown how many workplaces have no index
 * @param worst the card with the highest index; null when none has one
 */
public record EnterpriseRisk(
        Map<RiskLevel, Integer> workplaces,
        Map<RiskLevel, Integer> people,
        int unknown,
        @Nullable RiskCard worst) {
    public EnterpriseRisk {
        workplaces = Map.copyOf(workplaces);
        people = Map.copyOf(people);
    }

    /** The picture of these cards. */
    public static EnterpriseRisk of(List<RiskCard> cards) {
        Map<RiskLevel, Integer> workplaces = new EnumMap<>(RiskLevel.class);
        Map<RiskLevel, Integer> people = new EnumMap<>(RiskLevel.class);
        for (RiskLevel level : RiskLevel.values()) {
            workplaces.put(level, 0);
            people.put(level, 0);
        }
        int unknown = 0;
        RiskCard worst = null;
        for (RiskCard card : cards) {
            RiskCard.Index index = card.index();
            if (index == null) {
                unknown++;
                continue;
            }
            workplaces.merge(index.level(), 1, Integer::sum);
            people.merge(index.level(), card.workplace().people(), Integer::sum);
            RiskCard.Index highest = worst == null ? null : worst.index();
            if (highest == null || index.exact().compareTo(highest.exact()) > 0) {
                worst = card;
            }
        }
        return new EnterpriseRisk(workplaces, people, unknown, worst);
    }
}
