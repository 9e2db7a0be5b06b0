package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real mine's air network with its solved flows, as a plan: what mixing does there, and who reads too little. */
class VentilationNetworkTest {
    private static final String DATA = "shared/data/ventilation";

    /** Methane that joins in an airway, m³/s: the working face 1401 and the conveyor road behind it. */
    private static final Map<Integer, Double> SOURCES = Map.of(40, 0.10, 34, 0.03);

    private static final int RETURN_SHAFT = 20;

    /** Airways whose air comes from the face alone. */
    private static final List<Integer> FACE_AND_BEHIND = List.of(40, 41);

    private record Airway(int id, int from, int to, double flow) {}

    private final List<Airway> airways = new ArrayList<>();

    private void load() throws IOException {
        Path data = find();
        assumeTrue(data != null, "the ventilation data of the shared folder is not here");
        Map<Integer, Double> flows = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("hongshagang1-solutions.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals("node")) {
                flows.put(Integer.valueOf(cells[1]), Double.valueOf(cells[2]));
            }
        }
        for (String line : Files.readAllLines(data.resolve("hongshagang1-topology.csv"))) {
            String[] cells = line.split(",", -1);
            if (Character.isDigit(cells[0].charAt(0))) {
                int id = Integer.parseInt(cells[0]);
                airways.add(new Airway(
                        id, Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), flows.getOrDefault(id, 0.0)));
            }
        }
    }

    private static @Nullable Path find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(DATA))) {
                return at.resolve(DATA);
            }
        }
        return null;
    }

    private double into(int node) {
        return airways.stream()
                .filter(a -> a.to == node)
                .mapToDouble(Airway::flow)
                .sum();
    }

    private double outOf(int node) {
        return airways.stream()
                .filter(a -> a.from == node)
                .mapToDouble(Airway::flow)
                .sum();
    }

    /** Methane at the end of each airway, percent: what comes mixes at the node, the source joins on the way. */
    private Map<Integer, Double> methane() {
        Map<Integer, Double> found = new TreeMap<>();
        while (found.size() < airways.size()) {
            int before = found.size();
            for (Airway airway : airways) {
                List<Airway> feeding =
                        airways.stream().filter(a -> a.to == airway.from).toList();
                if (feeding.stream().allMatch(a -> found.containsKey(a.id))) {
                    double carried = feeding.stream()
                            .mapToDouble(a -> a.flow * found.getOrDefault(a.id, 0.0))
                            .sum();
                    double mixed = feeding.isEmpty() ? 0 : carried / into(airway.from);
                    found.put(airway.id, mixed + 100 * SOURCES.getOrDefault(airway.id, 0.0) / airway.flow);
                }
            }
            assertThat(found.size()).as("the network has no circle").isGreaterThan(before);
        }
        return found;
    }

    private String plan() {
        StringBuilder text = new StringBuilder("""
                schema: 1
                sites:
                  - id: m
                    preset: kz-default
                    time-zone: Asia/Shanghai
                    shifts: ["00:00"]
                    zones:
                """);
        for (Airway airway : airways) {
            List<String> to = airways.stream()
                    .filter(next -> next.from == airway.to)
                    .map(next -> "e-" + next.id)
                    .toList();
            text.append(String.format(
                    Locale.ROOT, "      - {id: e-%d, location: section-return, airflow-to: %s}%n", airway.id, to));
        }
        text.append("    devices:\n");
        airways.forEach(airway -> text.append(String.format(
                Locale.ROOT,
                "      - {id: GA-%d, zone: e-%d, sensors: [{quantity: ch4, range: [0, 5], valid: [-0.2, 100],"
                        + " sample-period: 1m, role: alarming}]}%n",
                airway.id,
                airway.id)));
        return text.toString();
    }

    /** An hour and a half of readings; one of the sensors reads but a part of what is there. */
    private List<String> disagreements(Map<Integer, Double> methane, int desensitised, double part) {
        try (Timeline mine = Timeline.of(plan()).withoutTicks()) {
            for (int minute = 0; minute < 90; minute++) {
                for (Airway airway : airways) {
                    double there = methane.getOrDefault(airway.id, 0.0) + (minute % 2) * 0.01;
                    mine.reading("GA-" + airway.id + "/ch4", airway.id == desensitised ? part * there : there);
                }
                mine.passes(Duration.ofMinutes(1));
            }
            return mine.findings().stream()
                    .filter(f -> f.key().rule().equals("neighbours-disagree"))
                    .map(Timeline::words)
                    .toList();
        }
    }

    @Test
    void theSolvedFlowsBalanceAtEachNodeAndTheShaftsCarryTheKnownVolumes() throws IOException {
        load();
        assertThat(airways).hasSize(46);
        airways.stream()
                .mapToInt(Airway::from)
                .filter(node -> airways.stream().anyMatch(a -> a.to == node))
                .forEach(node -> assertThat(into(node)).as("node " + node).isCloseTo(outOf(node), within(1e-3)));
        assertThat(outOf(1)).isCloseTo(107.604, within(1e-3));
        assertThat(outOf(2)).isCloseTo(43.691, within(1e-3));
        assertThat(into(22)).isCloseTo(151.295, within(1e-3));
    }

    @Test
    void whatJoinsBelowLeavesByTheReturnShaft() throws IOException {
        load();
        double sources = SOURCES.values().stream().mapToDouble(d -> d).sum();
        assertThat(methane().get(RETURN_SHAFT)).isCloseTo(100 * sources / 151.295, within(1e-6));
    }

    @Test
    void whereEverySensorTellsTheTruthNobodyDisagrees() throws IOException {
        load();
        assertThat(disagreements(methane(), 0, 1)).isEmpty();
    }

    @Test
    void theSensorBehindTheFaceThatReadsATenthIsFoundAndNoOther() throws IOException {
        load();
        Map<Integer, Double> methane = methane();
        assertThat(methane.get(40)).as("at the end of the face").isGreaterThan(0.4);
        assertThat(FACE_AND_BEHIND).contains(41);
        assertThat(disagreements(methane, 41, 0.1)).containsExactly("raised neighbours-disagree GA-41:ch4");
    }

    @Test
    void theSensorOfTheFaceThatReadsATenthHidesBehindTheFreshAirThatComesToIt() throws IOException {
        load();
        assertThat(disagreements(methane(), 40, 0.1)).isEmpty();
    }
}
