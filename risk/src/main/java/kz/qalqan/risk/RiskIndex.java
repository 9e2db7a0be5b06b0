package kz.qalqan.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.qalqan.risk.RiskCard.Component;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Shift;
import kz.qalqan.telemetry.Shifts;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Workplace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of workplace risk, ПР = 0.7·(В+Т)/2 + 0.2·(Об+СИЗ)/2 + 0.1·З, of which sensors feed В. Reads history,
 * writes nothing.
 *
 * <p>Threads: any; calls block on history.
 */
public final class RiskIndex {
    /** Factors of В in all (domain 1.1). */
    public static final int FACTORS = 30;

    private static final BigDecimal WEIGHT_HARM_INJURY = new BigDecimal("0.35");
    private static final BigDecimal WEIGHT_OTHERS = new BigDecimal("0.1");
    private static final Logger LOG = LoggerFactory.getLogger(RiskIndex.class);

    private final Exposures exposures;
    private final SignedInputs inputs;
    private final Mapping mapping;
    private final InstantSource clock;

    /** An index of this history and these inputs. */
    public RiskIndex(ReadingQuery history, SignedInputs inputs, Mapping mapping, InstantSource clock) {
        this.exposures = new Exposures(history);
        this.inputs = inputs;
        this.mapping = mapping;
        this.clock = clock;
        if (!Shifts.zoneTablesCurrent()) {
            LOG.error("this Java does not know Kazakhstan's time since March 2024 (UTC+5): shifts there are wrong");
        }
    }

    /**
     * The card to show now: of the last complete shift, or of the running one as long as that one has no valid factor.
     */
    public RiskCard card(Site site, Workplace workplace) {
        Instant now = clock.instant();
        RiskCard complete = card(site, workplace, Shifts.lastComplete(site, now));
        boolean any = complete.factors().stream().anyMatch(f -> f.state() == FactorScore.State.VALID);
        return any ? complete : card(site, workplace, Shifts.running(site, now));
    }

    /** The card of one shift. Asked again for the same readings and inputs it has the same digits. */
    public RiskCard card(Site site, Workplace workplace, Shift shift) {
        Exposure.Span span = new Exposure.Span(shift, clock.instant(), site.timeZone());
        List<FactorScore> factors = Arrays.stream(Factor.values())
                .map(f -> new WorkplaceFactor(f, span, mapping).score(workplace, site, exposures))
                .toList();
        return card(subject(site, workplace), shift, factors);
    }

    private RiskCard card(RiskCard.Subject subject, Shift shift, List<FactorScore> factors) {
        List<WorkingClass> classes = factors.stream()
                .map(FactorScore::workingClass)
                .filter(Objects::nonNull)
                .toList();
        WorkingClass combined = classes.isEmpty() ? null : mapping.combined(classes);
        List<Component> parts = new ArrayList<>();
        parts.add(
                combined == null
                        ? new Component("В", null, "", null)
                        : new Component("В", mapping.pointsOf(combined), "measured", shift.to()));
        parts.addAll(signed(inputs.latest(subject.site(), subject.id())));
        return new RiskCard(
                subject,
                shift,
                factors,
                combined,
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                index(parts, classes),
                missing(parts),
                worst(parts),
                new RiskCard.Coverage(classes.size(), FACTORS),
                mapping.version(),
                true);
    }

    private static RiskCard.Subject subject(Site site, Workplace workplace) {
        return new RiskCard.Subject(
                site.id(), workplace.id(), workplace.label(), workplace.employer(), workplace.people());
    }

    private static List<Component> signed(Optional<RiskInput> input) {
        return List.of(
                component("Т", input, input.map(RiskInput::t)),
                component("Об", input, input.map(RiskInput::ob)),
                component("СИЗ", input, input.map(RiskInput::siz)),
                component("З", input, input.map(RiskInput::z)));
    }

    private static Component component(String letter, Optional<RiskInput> input, Optional<BigDecimal> value) {
        return new Component(
                letter,
                value.orElse(null),
                input.map(RiskInput::by).orElse(""),
                input.map(RiskInput::at).orElse(null));
    }

    private RiskCard.@Nullable Index index(List<Component> parts, List<WorkingClass> classes) {
        List<BigDecimal> values = values(parts);
        if (values.size() < parts.size()) {
            return null;
        }
        BigDecimal exact = formula(values);
        return new RiskCard.Index(exact.setScale(2, RoundingMode.HALF_UP), exact, mapping.level(exact, classes));
    }

    /** ПР of В, Т, Об, СИЗ, З; exact, because halving 0.7 and 0.2 leaves 0.35 and 0.1. */
    static BigDecimal formula(List<BigDecimal> values) {
        BigDecimal harmAndInjury = values.get(0).add(values.get(1)).multiply(WEIGHT_HARM_INJURY);
        BigDecimal others = values.get(2).add(values.get(3)).add(values.get(4)).multiply(WEIGHT_OTHERS);
        return harmAndInjury.add(others);
    }

    private static String missing(List<Component> parts) {
        List<String> letters = parts.stream()
                .filter(p -> p.value() == null)
                .map(Component::letter)
                .toList();
        if (letters.isEmpty()) {
            return "";
        }
        return letters.contains("В")
                ? "no valid measured factor" + (letters.size() == 1 ? "" : "; no signed inputs")
                : "no signed inputs";
    }

    private static RiskCard.@Nullable Worst worst(List<Component> parts) {
        BigDecimal highest = values(parts).stream().max(BigDecimal::compareTo).orElse(null);
        if (highest == null) {
            return null;
        }
        List<String> letters = new ArrayList<>();
        for (Component part : parts) {
            BigDecimal value = part.value();
            if (value != null && value.compareTo(highest) == 0) {
                letters.add(part.letter());
            }
        }
        return new RiskCard.Worst(letters, highest);
    }

    private static List<BigDecimal> values(List<Component> parts) {
        return parts.stream().map(Component::value).filter(Objects::nonNull).toList();
    }
}
