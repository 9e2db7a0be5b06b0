package kz.qalqan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatorConfigTest {
    private static final URI NOWHERE = URI.create("mqtt://127.0.0.1:1");

    @Test
    void portFollowsTheScheme() {
        assertThat(SimulatorConfig.of(URI.create("mqtt://h"), "s", "x").port()).isEqualTo(1883);
        assertThat(SimulatorConfig.of(URI.create("mqtts://h"), "s", "x").port()).isEqualTo(8883);
        assertThat(SimulatorConfig.of(URI.create("mqtt://h:7"), "s", "x").port())
                .isEqualTo(7);
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorConfig.of(URI.create("localhost"), "s", "x"))
                .withMessageContaining("localhost")
                .withMessageContaining("mqtt://host:port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatorConfig(NOWHERE, "s", "x", 1, 0, null, null))
                .withMessageContaining("rate 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("karaganda-1", "earthquake"))
                .withMessageContaining("quiet-shift");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("mine-9", Simulator.scenarios().get(0)))
                .withMessageContaining("karaganda-1");
    }

    @Test
    void passwordIsNeverPrinted() {
        assertThat(new SimulatorConfig.Credentials("gateway", "secret").toString())
                .contains("gateway")
                .doesNotContain("secret");
    }

    @Test
    void simulatorWithoutBrokerWaitsAndCloses(@TempDir Path dir) throws Exception {
        try (Simulator simulator = start("karaganda-1", "face-methane-rise")) {
            assertThat(simulator.stats().connected()).isFalse();
            assertThat(simulator.stats().phase()).contains("waiting");
            assertThat(simulator.finished()).isNotDone();

            simulator.writeTruth(dir.resolve("truth.json"));
            assertThat(dir.resolve("truth.json"))
                    .content()
                    .contains("\"rule\" : \"ch4-general-gassing\"")
                    .contains("\"place\" : \"section-3\"")
                    .contains("\"seed\" : 1");
        }
    }

    private static Simulator start(String site, String scenario) {
        return Simulator.start(
                SimulatorConfig.of(NOWHERE, site, scenario), PlanReader.shipped("karaganda-1"), InstantSource.system());
    }
}
