package kz.qalqan.web.views;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.qalqan.risk.EnterpriseRisk;
import kz.qalqan.risk.FactorScore;
import kz.qalqan.risk.RiskCard;
import kz.qalqan.risk.RiskLevel;
import kz.qalqan.risk.WorkingClass;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Risk cards as contract 5 writes them. Decimals keep the digits the mapping gave them. */
public final class RiskView {
    private RiskView() {}

    /** A card. */
    public static Map<String, @Nullable Object> of(RiskCard card) {
        return Json.object(
                "id", card.workplace().id(),
                "site", card.workplace().site(),
                "workplace", card.workplace(),
                "shift",
                        Json.object(
                                "from", card.shift().from(),
                                "to", card.shift().to(),
                                "running", card.shift().running()),
                "factors", card.factors().stream().map(RiskView::factor).toList(),
                "workingClass", word(card.workingClass()),
                "harm", card.harm(),
                "injury", card.injury(),
                "equipment", card.equipment(),
                "protection", card.protection(),
                "health", card.health(),
                "index", index(card.index()),
                "reason", card.reason(),
                "worst", card.worst(),
                "coverage", card.coverage(),
                "mappingVersion", card.mappingVersion(),
                "indicative", card.indicative());
    }

    private static Map<String, @Nullable Object> factor(FactorScore factor) {
        return Json.object(
                "name", factor.name(),
                "unit", factor.unit(),
                "value", factor.value(),
                "state", factor.state().word(),
                "workingClass", word(factor.workingClass()),
                "points", factor.points(),
                "coverage", factor.coverage(),
                "reason", factor.reason(),
                "facts", new TreeMap<>(factor.facts()));
    }

    private static @Nullable String word(@Nullable WorkingClass workingClass) {
        return workingClass == null ? null : workingClass.word();
    }

    private static @Nullable Map<String, @Nullable Object> index(RiskCard.@Nullable Index index) {
        return index == null
                ? null
                : Json.object("value", index.value(), "exact", index.exact(), "level", level(index.level()));
    }

    private static Map<String, @Nullable Object> level(RiskLevel level) {
        return Json.object(
                "number", level.number(),
                "word", level.word(),
                "protection", level.protection(),
                "insurance", level.insurance());
    }

    /** The picture over all workplaces. */
    public static Map<String, @Nullable Object> of(EnterpriseRisk risk) {
        return Json.object(
                "levels",
                Arrays.stream(RiskLevel.values())
                        .map(level -> Json.object(
                                "level", level(level),
                                "workplaces", risk.workplaces().getOrDefault(level, 0),
                                "people", risk.people().getOrDefault(level, 0)))
                        .toList(),
                "unknown",
                risk.unknown(),
                "worst",
                Optional.ofNullable(risk.worst()).map(RiskView::of).orElse(null),
                "indicative",
                true);
    }
}
