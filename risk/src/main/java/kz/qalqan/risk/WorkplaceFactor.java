package kz.qalqan.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Workplace;

/**
 * One factor of a workplace whose people move: the mean over its zones, weighted by the share of the shift spent there.
 *
 * <p>Where several sensors stand in one zone, the zone's value is the mean of those that are valid (of energy for
 * noise): people walk about in a zone. A zone without a sensor leaves its share unmeasured; what is measured stands for
 * the rest as long as it is {@link Exposure#COVERAGE_MIN} of the shift.
 */
final class WorkplaceFactor {
    private final Factor factor;
    private final Exposure.Span span;
    private final Mapping mapping;
    private final List<String> unmeasured = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private double weighted;
    private double known;
    private double measurable;
    private double covered;

    WorkplaceFactor(Factor factor, Exposure.Span span, Mapping mapping) {
        this.factor = factor;
        this.span = span;
        this.mapping = mapping;
    }

    FactorScore score(Workplace workplace, Site site, Exposures exposures) {
        for (Workplace.Stay stay : workplace.stays()) {
            List<Sensor> sensors = site.sensorsIn(stay.zone()).stream()
                    .filter(s -> s.quantity() == factor.quantity())
                    .toList();
            add(
                    stay,
                    sensors,
                    sensors.stream().map(s -> exposures.of(s, factor, span)).toList());
        }
        return score(BigDecimal.valueOf(workplace.dustMac()));
    }

    private void add(Workplace.Stay stay, List<Sensor> sensors, List<Exposure> exposures) {
        if (sensors.isEmpty()) {
            unmeasured.add(stay.zone());
            return;
        }
        measurable += stay.share();
        boolean valid = exposures.stream().anyMatch(Exposure::valid);
        List<Exposure> used =
                exposures.stream().filter(e -> valid ? e.valid() : e.measured()).toList();
        if (!valid) {
            for (int i = 0; i < sensors.size(); i++) {
                faults.add(
                        sensors.get(i).id().device() + ": " + exposures.get(i).fault());
            }
        }
        if (!used.isEmpty()) {
            weighted +=
                    stay.share() * used.stream().mapToDouble(Exposure::linear).sum() / used.size();
            covered +=
                    stay.share() * used.stream().mapToDouble(Exposure::coverage).sum() / used.size();
            known += stay.share();
        }
    }

    private FactorScore score(BigDecimal dustLimit) {
        BigDecimal coverage = BigDecimal.valueOf(covered).setScale(2, RoundingMode.DOWN);
        BigDecimal value =
                known > 0 ? factor.normalised(weighted / known, span.shift().length()) : null;
        Map<String, BigDecimal> facts = value == null ? Map.of() : factor.facts(weighted / known, value, dustLimit);
        FactorScore.State state = state();
        if (value == null || state != FactorScore.State.VALID) {
            return new FactorScore(
                    factor.word(), factor.quantity().unit(), value, state, null, null, coverage, reason(), facts);
        }
        WorkingClass of = factor.classOf(value, dustLimit);
        return new FactorScore(
                factor.word(), factor.quantity().unit(), value, state, of, mapping.pointsOf(of), coverage, "", facts);
    }

    private FactorScore.State state() {
        if (measurable == 0) {
            return FactorScore.State.NOT_ASSESSED;
        }
        return faults.isEmpty() && measurable >= Exposure.COVERAGE_MIN
                ? FactorScore.State.VALID
                : FactorScore.State.INSUFFICIENT_DATA;
    }

    private String reason() {
        List<String> reasons = new ArrayList<>(faults);
        if (measurable < Exposure.COVERAGE_MIN) {
            reasons.add("no " + factor.word() + " sensor in " + String.join(", ", unmeasured));
        }
        return String.join("; ", reasons);
    }
}
