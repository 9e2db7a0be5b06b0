package kz.qalqan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import org.junit.jupiter.api.Test;

class PlanReaderTest {
    private static final String GOOD = """
            schema: 1
            sites:
              - id: mine-1
                label: {en: Mine 1, ru: Шахта 1, kk: 1-шахта}
                time-zone: Asia/Almaty
                shifts: ["02:00", "08:00"]
                zones:
                  - {id: face-3, location: face, section: section-3, airflow-to: [return-3]}
                  - {id: return-3, location: section-return, section: section-3}
                devices:
                  - id: GA-07
                    zone: face-3
                    sensors:
                      - {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, cuts: [BR-01]}
                      - {quantity: co, range: [0, 200], valid: [-5, 2000], sample-period: 500ms}
                  - id: BR-01
                    zone: return-3
                    sensors: [{quantity: power-on, range: [0, 1], valid: [0, 1], sample-period: 10s}]
                workplaces:
                  - {id: w, employer: E, dust-mac: 4, stays: [{zone: face-3, share: 0.8}, {zone: return-3, share: 0.2}]}
                limits:
                  - {rule: ch4-cut, level: alarm, scope: "location:face", off: 1.0, on-delay: 0s, reason: test}
            """;

    private static List<String> faultsOf(String text) {
        FaultyDocument refused = catchThrowableOfType(FaultyDocument.class, () -> PlanReader.parse(text, "p.yml"));
        assertThat(refused).as("the plan is refused").isNotNull();
        return refused.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void aGoodPlanIsReadWhole() {
        Plan plan = PlanReader.parse(GOOD.replace("5s, cuts", "5s, role: switching-off, cuts"), "p.yml");
        Sensor ch4 = plan.sensor(SensorId.parse("mine-1/GA-07/ch4")).orElseThrow();

        assertThat(ch4.location()).isEqualTo(LocationType.FACE);
        assertThat(ch4.role()).isEqualTo(Sensor.Role.SWITCHING_OFF);
        assertThat(ch4.care().cuts()).containsExactly("BR-01");
        assertThat(ch4.unit()).isEqualTo("%");
        assertThat(plan.sensor(SensorId.parse("mine-1/GA-07/co")).orElseThrow().samplePeriod())
                .isEqualTo(Duration.ofMillis(500));
        Site site = plan.site("mine-1").orElseThrow();
        assertThat(site.shiftStarts()).containsExactly(LocalTime.of(2, 0), LocalTime.of(8, 0));
        assertThat(site.limits()).singleElement().satisfies(limit -> {
            assertThat(limit.off()).isEqualTo(1.0);
            assertThat(limit.deadBand()).isNull();
            assertThat(limit.onDelaySeconds()).isZero();
            assertThat(limit.reason()).isEqualTo("test");
        });
    }

    @Test
    void thePlanKeepsItsTextAndTheTextsHash() {
        Plan plan = PlanReader.parse(GOOD, "p.yml");
        assertThat(plan.text()).isEqualTo(GOOD);
        assertThat(plan.hash())
                .hasSize(64)
                .isNotEqualTo(PlanReader.parse(GOOD + "\n", "p.yml").hash());
    }

    @Test
    void everyFaultIsNamedWithItsLine() {
        String bad = GOOD.replace("location: face,", "location: cellar,")
                .replace("airflow-to: [return-3]", "airflow-to: [nowhere]")
                .replace("quantity: co,", "quantity: phlogiston,")
                .replace("share: 0.8", "share: 0.7")
                .replace("cuts: [BR-01]", "cuts: [BR-02]");
        assertThat(faultsOf(bad))
                .anyMatch(f -> f.startsWith("p.yml:8: sites[0].zones[0].location: location 'cellar': allowed are"))
                .anyMatch(f -> f.startsWith("p.yml:8: sites[0].zones[0].airflow-to[0]: zone 'nowhere' does not exist"))
                .anyMatch(f -> f.startsWith("p.yml:14: sites[0].devices[0].sensors[0].cuts[0]: breaker 'BR-02'"))
                .anyMatch(f -> f.startsWith("p.yml:15: sites[0].devices[0].sensors[1].quantity: unknown quantity"))
                .anyMatch(f -> f.startsWith("p.yml:20: sites[0].workplaces[0].stays: shares add up to 0.8"));
    }

    @Test
    void unknownKeysMissingKeysAndDoubledKeysAreFaults() {
        assertThat(faultsOf(GOOD.replace("time-zone: Asia/Almaty", "timezone: Asia/Almaty")))
                .anyMatch(f -> f.contains("p.yml:5: sites[0].timezone: unknown key; allowed are id, label"))
                .anyMatch(f -> f.contains("sites[0].time-zone: is missing"));
        assertThat(faultsOf(GOOD.replace("    label: {en", "    id: mine-2\n    label: {en")))
                .anyMatch(f -> f.contains("sites[0].id: stands twice"));
    }

    @Test
    void wrongNumbersDurationsAndBoundsAreFaults() {
        assertThat(faultsOf(GOOD.replace("range: [0, 5]", "range: [0, 500]")))
                .anyMatch(f -> f.contains("must contain range"));
        assertThat(faultsOf(GOOD.replace("range: [0, 5]", "range: [0, five]")))
                .anyMatch(f -> f.contains("'five' is not a number"));
        assertThat(faultsOf(GOOD.replace("range: [0, 5]", "range: [5, 0]")))
                .anyMatch(f -> f.contains("min 5.0 exceeds max 0.0"));
        assertThat(faultsOf(GOOD.replace("sample-period: 5s", "sample-period: 5 sec")))
                .anyMatch(f -> f.contains("'5 sec' is not a duration such as 500ms"));
        assertThat(faultsOf(GOOD.replace("\"02:00\", \"08:00\"", "\"08:00\", \"02:00\"")))
                .anyMatch(f -> f.contains("shift starts must ascend"));
    }

    @Test
    void namesOfAWrongFormAndUnknownZonesAreFaultsAndNothingElseBreaks() {
        assertThat(faultsOf(GOOD.replace("id: GA-07", "id: GA 07!")))
                .anyMatch(f -> f.contains("p.yml:11: sites[0].devices[0].id: device 'GA 07!' is no name"));
        assertThat(faultsOf(GOOD.replace("zone: face-3\n", "zone: face three!\n")))
                .anyMatch(f -> f.contains("p.yml:12: sites[0].devices[0].zone: zone 'face three!' does not exist"));
    }

    @Test
    void whatIsNoYamlIsAFaultWithItsLine() {
        assertThat(faultsOf("schema: 1\nsites: [\n  - id"))
                .anyMatch(f -> f.startsWith("p.yml:") && f.contains("no YAML"));
        assertThat(faultsOf("")).anyMatch(f -> f.contains("schema: is missing"));
        assertThatThrownBy(() -> PlanReader.parse("schema: 2\nsites: []", "p.yml"))
                .hasMessageContaining("schema 2 is unknown; this program reads 1");
    }
}
