package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Sensor;
import org.junit.jupiter.api.Test;

/**
 * The sensor register of a real longwall (IJCRS'15) as a plan. Its published ranges show faults that came as numbers:
 * methane of −2 %, air speeds of −266 m/s.
 */
class LongwallRegisterTest {
    private static final Pattern NAME = Pattern.compile("^([A-Z]+_?\\d+(?:_IR)?) +\\S .*$");
    private static final Pattern KIND = Pattern.compile("\\* kind: (\\S+(?: off)?) *");
    private static final Pattern THRESHOLD = Pattern.compile("\\* value of threshold ([AW]).*: ([0-9.]+)%");

    private static final String HEAD = """
            schema: 1
            sites:
              - id: m
                label: {en: M, ru: М, kk: М}
                preset: %s
                time-zone: Europe/Warsaw
                shifts: ["00:00", "06:00", "12:00", "18:00"]
                zones:
                  - {id: face-1, location: face, section: s, airflow-to: [outlet], label: {en: F, ru: F, kk: F}}
                  - {id: outlet, location: %s, section: s, label: {en: O, ru: O, kk: O}}
                  - {id: pipe, location: wells, label: {en: P, ru: P, kk: P}}
                devices:
            """;

    /** What the register says of one sensor. */
    private static final class Entry {
        String kind = "registering";
        final Map<String, String> thresholds = new TreeMap<>();

        String threshold(String letter) {
            return thresholds.getOrDefault(letter, "");
        }

        boolean distant() {
            return threshold("A").equals("2.0");
        }
    }

    private static Map<String, Entry> register() throws IOException {
        Map<String, Entry> register = new TreeMap<>();
        Entry entry = new Entry();
        for (String line :
                Files.readAllLines(SharedData.file("ijcrs15/sensor_descriptions.txt"), StandardCharsets.ISO_8859_1)) {
            Matcher name = NAME.matcher(line);
            Matcher kind = KIND.matcher(line.strip());
            Matcher threshold = THRESHOLD.matcher(line.strip());
            if (name.matches()) {
                entry = new Entry();
                register.put(name.group(1), entry);
            } else if (kind.matches()) {
                entry.kind = kind.group(1).replace(' ', '-');
            } else if (threshold.matches()) {
                entry.thresholds.put(threshold.group(1), threshold.group(2));
            }
        }
        return register;
    }

    /** Quantity, range and valid bounds; empty for what no quantity of ours is: currents, differential pressure. */
    private static String measures(String name) {
        return switch (name.substring(0, 2)) {
            case "MM" -> "ch4, range: [0, 5], valid: [-0.2, 100]";
            case "AN" -> "air-velocity, range: [-5, 5], valid: [-20, 20]";
            case "TP" -> "air-temperature, range: [0, 60], valid: [-30, 100]";
            case "RH" -> "humidity, range: [0, 100], valid: [-1, 110]";
            case "BA" -> "pressure, range: [800, 1300], valid: [700, 1400]";
            case "CM" -> "pipe-ch4, range: [0, 100], valid: [-1, 110]";
            case "TC" -> "pipe-temperature, range: [10, 40], valid: [-30, 120]";
            case "WM" -> "pipe-flow, range: [0, 50], valid: [-1, 200]";
            default -> "";
        };
    }

    private static String plan(String preset, String outlet) throws IOException {
        StringBuilder devices = new StringBuilder(HEAD.formatted(preset, outlet));
        StringBuilder limits = new StringBuilder("    limits:\n");
        for (Map.Entry<String, Entry> line : register().entrySet()) {
            String name = line.getKey();
            Entry entry = line.getValue();
            if (measures(name).isEmpty()) {
                continue;
            }
            String zone = measures(name).startsWith("pipe") ? "pipe" : entry.distant() ? "outlet" : "face-1";
            devices.append("      - {id: %s, zone: %s, sensors: [{quantity: %s, sample-period: 5s, role: %s}]}\n"
                    .formatted(name, zone, measures(name), entry.kind));
            if (!entry.thresholds.isEmpty()) {
                limits.append(limit("ch4-limit", name, entry.threshold("W"), ""));
                limits.append(limit("ch4-cut", name, entry.threshold("A"), "off: " + entry.threshold("W") + ", "));
            }
        }
        return devices.append(limits).toString();
    }

    private static String limit(String rule, String name, String value, String more) {
        return "      - {rule: %s, level: alarm, scope: \"sensor:%s/ch4\", value: %s, %sreason: register}\n"
                .formatted(rule, name, value, more);
    }

    private static Timeline longwall() throws IOException {
        return Timeline.of(plan("china-coal", "goaf-drift")).withoutTicks();
    }

    /** A value as the door lets it in: beyond its range marked so, outside its valid bounds a fault. */
    private static void comes(Timeline mine, String sensor, double value) {
        Sensor known = mine.plan().sensors().get(mine.id(sensor));
        List<Mark> marks = new ArrayList<>();
        if (known != null && !known.valid().holds(value)) {
            marks.add(Mark.FAULT);
        } else if (known != null && !known.range().holds(value)) {
            marks.add(value > known.range().max() ? Mark.OVER_RANGE : Mark.UNDER_RANGE);
        }
        mine.reading(sensor, value, marks.toArray(Mark[]::new));
    }

    private static List<String> rules(Timeline mine) {
        return mine.findings().stream()
                .filter(finding -> finding.change() == Finding.Change.RAISED)
                .map(finding -> finding.key().rule())
                .toList();
    }

    @Test
    void theRegisterLoadsAsAPlan() throws IOException {
        assertThat(register())
                .containsKeys("MM263", "AN311", "CM861", "AMP1_IR")
                .hasSizeGreaterThan(20);
        try (Timeline mine = longwall()) {
            assertThat(mine.plan().sensors()).hasSize(19);
            assertThat(mine.plan().sensors().values().stream().filter(s -> s.role() == Sensor.Role.SWITCHING_OFF))
                    .as("seven methane meters and two anemometers")
                    .hasSize(9);
        }
    }

    @Test
    void aLimitThatPassesThePresetsCeilingIsRefusedByName() throws IOException {
        String inAFace = plan("kz-default", "section-return");
        assertThatThrownBy(() -> Timeline.of(inAFace))
                .hasMessageContaining("sensor:MM2")
                .hasMessageContaining("passes the ceiling of preset kz-default");
    }

    @Test
    void everyMethaneMeterWarnsAndCutsAtItsOwnThresholds() throws IOException {
        try (Timeline mine = longwall()) {
            for (Map.Entry<String, Entry> line : register().entrySet()) {
                Map<String, String> thresholds = line.getValue().thresholds;
                if (thresholds.isEmpty()) {
                    continue;
                }
                String sensor = line.getKey() + "/ch4";
                String place = line.getKey() + ":ch4";
                double warning = Double.parseDouble(thresholds.getOrDefault("W", ""));
                double alarm = Double.parseDouble(thresholds.getOrDefault("A", ""));
                mine.forget().reading(sensor, Math.nextDown(warning)).expectOf("ch4-limit");
                mine.reading(sensor, warning).expectOf("ch4-limit", "raised ch4-limit " + place);
                mine.reading(sensor, Math.nextDown(alarm)).expectOf("ch4-cut");
                mine.reading(sensor, alarm);
                assertThat(mine.lastFindings().stream().map(Timeline::words))
                        .as("2 % is also a reason to withdraw, which speaks for the cut")
                        .contains("raised ch4-cut " + place + (alarm < 2 ? "" : " by ch4-withdraw"));
            }
        }
    }

    @Test
    void negativeValuesRaiseTrustFindingsAndAreNeverReadAsGas() throws IOException {
        try (Timeline mine = longwall()) {
            comes(mine, "MM263/ch4", -2);
            comes(mine, "AN422/air-velocity", -266);
            comes(mine, "AN311/air-velocity", -266);
            mine.passes(Duration.ofSeconds(5)).reading("MM264/ch4", 0.3);
            assertThat(rules(mine)).containsExactly("out-of-physics", "out-of-physics", "out-of-physics");
            assertThat(mine.trust("MM263/ch4")).isEqualTo(Trust.FAULTY);
            assertThat(mine.findings().get(0).subject().priority().word())
                    .as("a switching-off sensor counts as tripped")
                    .isEqualTo("critical");
        }
    }

    @Test
    void fortyPercentIsOverRangeAndNoSilence() throws IOException {
        try (Timeline mine = longwall()) {
            comes(mine, "MM263/ch4", 40);
            for (int i = 0; i < 20; i++) {
                mine.after(Duration.ofSeconds(5));
                comes(mine, "MM263/ch4", 40);
            }
            assertThat(rules(mine))
                    .contains("ch4-over-range", "ch4-cut", "ch4-limit")
                    .doesNotContain("no-data", "out-of-physics");
            assertThat(mine.trust("MM263/ch4")).isEqualTo(Trust.TRUSTED);
        }
    }
}
