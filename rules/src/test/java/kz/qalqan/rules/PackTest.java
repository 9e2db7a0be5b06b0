package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules, statements and presets fit together. */
class PackTest {
    /** Where methane is not air that people breathe. */
    private static final Set<LocationType> NO_AIR =
            EnumSet.of(LocationType.WELLS, LocationType.DUCT, LocationType.SEALED);

    private final Map<String, Statement> statements = Statement.read();

    static List<String> presets() {
        return Preset.SHIPPED;
    }

    @Test
    void everyStatementSpeaksThreeLanguages() {
        for (Statement said : statements.values()) {
            for (Texts texts : List.of(said.text(), said.action())) {
                assertThat(List.of(texts.en(), texts.ru(), texts.kk())).noneMatch(String::isBlank);
            }
        }
    }

    @Test
    void theLevelsOfARuleRiseInUrgency() {
        Map<String, Priority> before = new HashMap<>();
        for (Statement said : statements.values()) {
            if (said.rule().equals("limit-changed")) {
                continue;
            }
            Priority lower = before.put(said.rule(), said.priority());
            assertThat(lower != null && lower.above(said.priority()))
                    .as(said.rule() + " " + said.level())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyLimitHasAStatementAndARuleAndEndsOnTheSafeSide(String name) {
        String rules = Pack.FILES.stream()
                .map(file -> new String(Resources.bytes("pack/" + file), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        for (Preset.Row row : Preset.named(name).rows()) {
            String id = Statement.name(row.rule(), row.level());
            assertThat(row.auxiliary() || statements.containsKey(id)).as(id).isTrue();
            assertThat(rules).as(id).contains("rule == \"" + row.rule() + "\"");
            assertThat(row.source()).as(id).isNotBlank();
            if (row.setByPlan()) {
                continue;
            }
            double off = row.bound().inside(row.numbers().value(), row.numbers().deadBand());
            assertThat(row.bound()
                                    .reached(
                                            Math.nextAfter(off, -row.numbers().value()),
                                            row.numbers().value())
                            && row.bound() != Bound.MIN)
                    .as(id)
                    .isFalse();
            boolean instant = row.of().single() && !row.rule().equals("ch4-persistence");
            if (instant && row.quantity().kind() == Quantity.Kind.GAS) {
                assertThat(row.numbers().onDelay())
                        .as(id + ": safety gas waits for nothing")
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void oneLevelOfARuleJudgesOneQuantity(String name) {
        Map<String, Quantity> judged = new HashMap<>();
        for (Preset.Row row : Preset.named(name).rows()) {
            String id = Statement.name(row.rule(), row.level());
            Quantity other = judged.put(id, row.quantity());
            assertThat(other == null || other == row.quantity())
                    .as(id + ": limits are named by rule, level and scope")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPlaceWithAirHasOnePlaceLimitForMethane(String name) {
        for (LocationType location : EnumSet.complementOf(EnumSet.copyOf(NO_AIR))) {
            assertThat(Preset.named(name).rows().stream()
                            .filter(row -> row.place() && row.holdsAt(location))
                            .toList())
                    .as(location.word())
                    .hasSize(1);
        }
    }

    @Test
    void eachLevelIsConcludedByOneRuleOfTheirOwn() {
        Pattern said = Pattern.compile("\"([a-z0-9-]+)\", \"([a-z-]+)\" \\) \\)");
        Set<String> concluded = new TreeSet<>();
        for (String file : Pack.FILES) {
            said.matcher(new String(Resources.bytes("pack/" + file), StandardCharsets.UTF_8))
                    .results()
                    .forEach(match -> assertThat(concluded.add(match.group(1) + ":" + match.group(2)))
                            .as(match.group())
                            .isTrue());
        }
        assertThat(concluded).hasSizeGreaterThan(10);
        assertThat(statements.keySet()).containsAll(concluded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void everyGasSensorOfTheShippedPlansIsJudged(String name) {
        Plan plan = PlanReader.shipped(name);
        try (RuleEngine engine = RuleEngine.start(RulesConfig.standard(), plan, name, change -> plan)) {
            List<Sensor> gas = plan.sensors().values().stream()
                    .filter(sensor -> sensor.quantity().kind() == Quantity.Kind.GAS)
                    .filter(sensor -> sensor.quantity() != Quantity.NO && !NO_AIR.contains(sensor.location()))
                    .toList();
            assertThat(gas).isNotEmpty();
            for (Sensor sensor : gas) {
                assertThat(engine.view().limitsFor(sensor.id()))
                        .as(sensor.id().toString())
                        .isNotEmpty();
            }
        }
    }
}
