package kz.qalqan.simulator.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.simulator.mine.Message.Value;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MineTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void sameSeedTellsTheSameAtAnyPace() {
        Mine atOnce = coal(Scenarios.FACE_METHANE_RISE, 5);
        Mine inBits = coal(Scenarios.FACE_METHANE_RISE, 5);
        List<Message> bits = new ArrayList<>();
        for (long ms = 0; ms <= TEN_MINUTES.toMillis(); ms += 137) {
            bits.addAll(inBits.until(Duration.ofMillis(ms)));
        }
        bits.addAll(inBits.until(TEN_MINUTES));

        assertThat(bits).isEqualTo(atOnce.until(TEN_MINUTES));
        assertThat(inBits.phase()).isEqualTo(atOnce.phase());
    }

    @Test
    void anotherSeedTellsOtherValues() {
        assertThat(coal(Scenarios.QUIET_SHIFT, 1).until(TEN_MINUTES))
                .isNotEqualTo(coal(Scenarios.QUIET_SHIFT, 2).until(TEN_MINUTES));
    }

    @Test
    void timeAlreadyToldTellsNothing() {
        Mine mine = coal(Scenarios.QUIET_SHIFT, 1);

        assertThat(mine.until(TEN_MINUTES)).isNotEmpty();
        assertThat(mine.until(TEN_MINUTES)).isEmpty();
        assertThat(mine.until(Duration.ofMinutes(1))).isEmpty();
        assertThat(mine.now()).isEqualTo(TEN_MINUTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void everySensorSpeaksWithinFiveSecondsAndThenInItsPeriod(String name) {
        Site site = Mines.shipped(name);
        Mine mine = new Mine(site, Scenarios.of(Scenarios.QUIET_SHIFT), 1);
        Map<SensorId, Long> last = new HashMap<>();
        List<String> late = new ArrayList<>();
        for (Message message : mine.until(Duration.ofHours(2))) {
            long at = message.at().toMillis();
            for (Value value : message.values()) {
                Long before = last.put(value.sensor(), at);
                long allowed = before == null ? 5000 : before + period(site, value.sensor());
                if (at > allowed || (before != null && at <= before)) {
                    late.add(value.sensor() + " at " + message.at());
                }
            }
        }

        assertThat(late).isEmpty();
        assertThat(last).hasSize(site.sensors().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"karaganda-1", "zhezkazgan-1"})
    void messagesComeInOrderNumberedWithoutGaps(String name) {
        Mine mine = new Mine(Mines.shipped(name), Scenarios.of(Scenarios.QUIET_SHIFT), 3);
        Map<String, Long> seq = new HashMap<>();
        Duration last = Duration.ZERO;
        for (Message message : mine.until(Duration.ofMinutes(30))) {
            assertThat(message.at()).isGreaterThanOrEqualTo(last);
            last = message.at();
            assertThat(message.seq()).isEqualTo(seq.merge(message.device(), 1L, Long::sum) - 1);
        }
    }

    @Test
    void scenarioForAnotherMineIsRefusedWithWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mine(Mines.shipped("zhezkazgan-1"), Scenarios.of(Scenarios.FACE_METHANE_RISE), 1))
                .withMessageContaining("DR-02")
                .withMessageContaining("conveyor-drift-3");
    }

    @Test
    void doorTellsAtOnceThatItOpens() {
        Mine mine = coal(Scenarios.FACE_METHANE_RISE, 1);
        Duration opened = mine.until(TEN_MINUTES).stream()
                .filter(message -> message.device().equals("DR-02"))
                .filter(message -> message.values().get(0).number().signum() > 0)
                .findFirst()
                .orElseThrow()
                .at();

        assertThat(opened).isBetween(Duration.ofSeconds(8), Duration.ofMillis(8250));
    }

    @Test
    void storyBeginsAnewAfterItsPeriod() {
        Mine mine = coal(Scenarios.FACE_METHANE_RISE, 1);
        mine.until(Duration.ofMinutes(14));
        assertThat(mine.phase()).isEqualTo("quiet again");

        List<Message> second = mine.until(Duration.ofMinutes(16));
        assertThat(second.stream()
                        .filter(message -> message.device().equals("GA-07"))
                        .mapToDouble(message -> message.values().get(0).number().doubleValue())
                        .max()
                        .orElse(0))
                .isGreaterThan(1.1);
    }

    private static long period(Site site, SensorId id) {
        return site.sensor(id.device(), id.quantity())
                .orElseThrow()
                .samplePeriod()
                .toMillis();
    }

    private static Mine coal(String scenario, long seed) {
        return new Mine(Mines.shipped("karaganda-1"), Scenarios.of(scenario), seed);
    }
}
