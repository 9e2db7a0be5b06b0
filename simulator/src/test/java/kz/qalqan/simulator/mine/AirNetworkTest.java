package kz.qalqan.simulator.mine;

import static kz.qalqan.simulator.mine.Mines.zone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AirNetworkTest {
    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void airThatGoesInComesOut(String name) {
        Site site = Mines.shipped(name);
        AirNetwork air = new AirNetwork(site, new Noise(1));

        assertThat(site.zones().values()).allSatisfy(zone -> {
            double out = zone.airflowTo().stream()
                    .mapToDouble(next -> air.airway(next).flow())
                    .sum();
            if (zone.airflowTo().size() > 1) {
                assertThat(out).as(zone.id()).isCloseTo(air.airway(zone.id()).flow(), within(1e-9));
            }
        });
        double roots = site.zones().values().stream()
                .filter(zone -> site.zones().values().stream()
                        .noneMatch(other -> other.airflowTo().contains(zone.id())))
                .filter(zone -> !zone.airflowTo().isEmpty())
                .mapToDouble(zone -> air.airway(zone.id()).flow())
                .sum();
        assertThat(air.airway("main-fan").flow()).isCloseTo(roots, within(1e-9));
    }

    @Test
    void openDoorTakesTheAirPastTheFaceAndTheReturnGetsItAll() {
        AirNetwork air = new AirNetwork(Mines.shipped("karaganda-1"), new Noise(1));
        double face = air.airway("face-3").flow();
        double wing = air.airway("wing-return-east").flow();
        air.choke("conveyor-drift-3", 0.3);
        run(air, 60);

        assertThat(air.airway("face-3").flow()).isCloseTo(0.3 * face, within(1e-6));
        assertThat(air.airway("wing-return-east").flow()).isCloseTo(wing, within(1e-9));
        assertThat(air.airway("heading-1").flow()).isCloseTo(7, within(1e-9));
    }

    @Test
    void chokedFaceRisesByTheInverseOfItsAirAndTheWingReturnStaysAsItWas() {
        AirNetwork air = new AirNetwork(Mines.shipped("karaganda-1"), new Noise(1));
        double rise = air.airway("face-3").outlet() - air.airway("intake-main").outlet();
        double wing = air.airway("wing-return-east").outlet();
        air.choke("conveyor-drift-3", 0.3);
        run(air, 1200);

        double choked =
                air.airway("face-3").outlet() - air.airway("intake-main").outlet();
        assertThat(choked / rise).as("the make wanders by 4 %").isBetween(3.0, 3.7);
        assertThat(air.airway("wing-return-east").outlet()).isCloseTo(wing, within(0.03));
    }

    @Test
    void methaneFarDownwindIsAllThatWasMadeOverAllTheAir() {
        AirNetwork air = new AirNetwork(
                Mines.of(
                        zone("in", LocationType.INTAKE, "face"),
                        zone("face", LocationType.FACE, "drift", "goaf"),
                        zone("drift", LocationType.SECTION_RETURN, "out"),
                        zone("goaf", LocationType.GOAF_DRIFT, "out"),
                        zone("out", LocationType.MINE_RETURN)),
                new Noise(1));
        double flow = air.airway("in").flow();
        double made = 0;
        for (String zone : new String[] {"in", "face", "drift", "goaf", "out"}) {
            made += air.airway(zone).make(0, air.airway(zone).flow(), 1);
        }

        assertThat(air.airway("out").outlet()).isCloseTo(100 * made / flow, within(1e-9));
    }

    @Test
    void zonesInACircleDoNotHangTheModel() {
        AirNetwork air = new AirNetwork(
                Mines.of(zone("a", LocationType.INTAKE, "b"), zone("b", LocationType.PANEL, "a")), new Noise(1));
        run(air, 10);

        assertThat(air.airway("b").methane(1)).isFinite();
    }

    private static void run(AirNetwork air, int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            air.step(0.25);
        }
    }
}
