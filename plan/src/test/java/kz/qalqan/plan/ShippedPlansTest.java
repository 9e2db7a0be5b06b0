package kz.qalqan.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShippedPlansTest {
    private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 21);

    @Test
    void coalPlanHasTheNamesOthersRelyOn() {
        Site site = site("karaganda-1");
        Sensor sensor = site.sensor("GA-07", Quantity.CH4).orElseThrow();

        assertThat(zone(site, "face-3").location()).isEqualTo(LocationType.FACE);
        assertThat(sensor.zone()).isEqualTo("face-3");
        assertThat(sensor.location()).isEqualTo(LocationType.FACE);
        assertThat(sensor.role()).isEqualTo(Sensor.Role.SWITCHING_OFF);
        assertThat(sensor.care().cuts()).containsExactly("BR-01");
        assertThat(requireNonNull(site.devices().get("GA-07")).sensors())
                .as("a device spoken for by hand holds nothing else")
                .hasSize(1);
        assertThat(site.zones()).hasSize(16);
        assertThat(site.sensor("GA-09", Quantity.CH4).orElseThrow().location())
                .isEqualTo(LocationType.LOCAL_ACCUMULATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void modelMineIsWholeAndInDate(String name) {
        Site site = site(name);

        assertThat(site.sensors()).hasSize(120);
        assertThat(site.workplaces()).hasSizeBetween(6, 10);
        assertThat(site.zones().keySet())
                .allSatisfy(zone -> assertThat(site.sensorsIn(zone)).as(zone).isNotEmpty());
        assertThat(site.sensors()).allSatisfy(sensor -> {
            LocalDate due = sensor.care().calibrationDue();
            assertThat(due == null || due.isAfter(WRITTEN))
                    .as(sensor.id().toString())
                    .isTrue();
        });
        assertThat(site.devices().values()).allSatisfy(device -> {
            LocalDate verified = device.verified();
            assertThat(verified != null && verified.isBefore(WRITTEN))
                    .as(device.id())
                    .isTrue();
            assertThat(device.serial()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void airRunsFromTheIntakeToTheMainFanAndNeverInACircle(String name) {
        Site site = site(name);
        Zone intake = site.zones().values().iterator().next();

        assertThat(reach(site, intake.id(), new HashSet<>())).contains("main-fan");
        assertThat(site.zones().keySet()).allSatisfy(zone -> {
            Set<String> after = new HashSet<>();
            zone(site, zone).airflowTo().forEach(next -> reach(site, next, after));
            assertThat(after).doesNotContain(zone);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void everyPlaceIsNamedInThreeLanguages(String name) {
        Site site = site(name);

        assertThat(site.zones().values()).extracting(Zone::label).allSatisfy(ShippedPlansTest::translated);
        assertThat(site.devices().values()).allSatisfy(device -> translated(device.label()));
        assertThat(site.workplaces().values()).allSatisfy(place -> translated(place.label()));
        assertThat(site.zones().values().stream().map(zone -> zone.label().kk()))
                .as("no two zones share a name")
                .doesNotHaveDuplicates();
        assertThat(site.devices().values().stream().map(device -> device.label().ru()))
                .as("no two devices share a name")
                .doesNotHaveDuplicates();
    }

    private static void translated(Texts label) {
        assertThat(label.ru()).matches("(?s).*[а-яА-Я].*");
        assertThat(label.kk()).matches("(?s).*[а-яА-ЯәғқңөұүһіӘҒҚҢӨҰҮҺІ].*").isNotEqualTo(label.ru());
        assertThat(label.en()).doesNotMatch("(?s).*[а-яА-Я].*");
    }

    private static Set<String> reach(Site site, String zone, Set<String> seen) {
        if (seen.add(zone)) {
            zone(site, zone).airflowTo().forEach(next -> reach(site, next, seen));
        }
        return seen;
    }

    private static Site site(String name) {
        Plan plan = PlanReader.shipped(name);
        return requireNonNull(plan.sites().get(name));
    }

    private static Zone zone(Site site, String name) {
        return requireNonNull(site.zones().get(name));
    }
}
