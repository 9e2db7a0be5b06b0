package kz.qalqan.simulator.mine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import kz.qalqan.simulator.mine.Message.Value;
import kz.qalqan.simulator.mine.Truth.Expected;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers a scenario sends against what its truth says, by the limits of domain 8 and 8b. */
final class TruthTest {
    private static final Site COAL = Mines.shipped("karaganda-1");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 17, 4711})
    void truthNamesEveryMethaneSensorThatReachesItsLimitAndNoOther(long seed) {
        Truth truth = Scenarios.of(Scenarios.FACE_METHANE_RISE).truth();
        Map<String, Duration> reached = reached(new Mine(COAL, Scenarios.of(truth.scenario()), seed));

        Map<String, Expected> expected = new TreeMap<>();
        truth.required().stream()
                .filter(alert ->
                        alert.rule().equals("ch4-pre-alarm") || alert.rule().equals("ch4-limit"))
                .forEach(alert -> expected.put(alert.rule() + " " + alert.place(), alert));
        assertThat(reached.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, alert) ->
                assertThat(reached.get(name)).as(name + ", seed " + seed).isBetween(alert.earliest(), alert.latest()));
    }

    @Test
    void firstMethaneAlertComesWithin35Seconds() {
        Map<String, Duration> reached = reached(new Mine(COAL, Scenarios.of(Scenarios.FACE_METHANE_RISE), 1));

        assertThat(reached.get("ch4-pre-alarm GA-07:ch4")).isLessThan(Duration.ofSeconds(25));
        assertThat(reached.get("ch4-limit GA-07:ch4"))
                .isLessThan(Duration.ofSeconds(30))
                .isGreaterThan(reached.get("ch4-pre-alarm GA-07:ch4"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 17, 4711})
    void methaneRiseStaysBelowTheCutAndDisturbsNothingElse(long seed) {
        Mine mine = new Mine(COAL, Scenarios.of(Scenarios.FACE_METHANE_RISE), seed);

        assertThat(outside(mine, Duration.ofMinutes(15), value -> {
                    double number = value.number().doubleValue();
                    return switch (value.sensor().quantity()) {
                        case CH4 -> number < 1.48;
                        case DOOR_OPEN, POWER_ON -> true;
                        default -> Calm.holds(value.sensor().quantity(), number);
                    };
                }))
                .as("seed " + seed)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"karaganda-1, 1", "karaganda-1, 99", "zhezkazgan-1, 1", "zhezkazgan-1, 99"})
    void quietShiftStaysWellInsideEveryLimit(String name, long seed) {
        Site site = Mines.shipped(name);
        Mine mine = new Mine(site, Scenarios.of(Scenarios.QUIET_SHIFT), seed);

        assertThat(outside(mine, Duration.ofHours(2), value -> {
                    SensorId id = value.sensor();
                    Sensor sensor = site.sensor(id.device(), id.quantity()).orElseThrow();
                    double number = value.number().doubleValue();
                    return id.quantity() == Quantity.CH4
                            ? number < 0.6 * limit(sensor)
                            : Calm.holds(id.quantity(), number)
                                    && sensor.range().holds(number);
                }))
                .as("seed " + seed)
                .isEmpty();
    }

    private static List<String> outside(Mine mine, Duration time, Predicate<Value> calm) {
        List<String> outside = new ArrayList<>();
        for (Message message : mine.until(time)) {
            for (Value value : message.values()) {
                if (!calm.test(value)) {
                    outside.add(message.at() + " " + value);
                }
            }
        }
        return outside;
    }

    /** When each sensor first reached 90 % and 100 % of its place's limit. */
    private static Map<String, Duration> reached(Mine mine) {
        Map<String, Duration> reached = new TreeMap<>();
        for (Message message : mine.until(Duration.ofMinutes(15))) {
            for (Value value : message.values()) {
                SensorId id = value.sensor();
                Sensor sensor = COAL.sensor(id.device(), id.quantity()).orElseThrow();
                double share = value.number().doubleValue() / limit(sensor);
                if (id.quantity() == Quantity.CH4 && share >= 0.9) {
                    reached.putIfAbsent("ch4-pre-alarm " + id.device() + ":ch4", message.at());
                }
                if (id.quantity() == Quantity.CH4 && share >= 1) {
                    reached.putIfAbsent("ch4-limit " + id.device() + ":ch4", message.at());
                }
            }
        }
        return reached;
    }

    private static double limit(Sensor sensor) {
        LocationType location = sensor.location();
        return switch (location) {
            case INTAKE -> 0.5;
            case MINE_RETURN, MAIN_FAN -> 0.75;
            case LOCAL_ACCUMULATION -> 2.0;
            default -> 1.0;
        };
    }
}
