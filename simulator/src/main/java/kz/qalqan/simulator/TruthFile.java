package kz.qalqan.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.qalqan.simulator.mine.Scenario;
import kz.qalqan.simulator.mine.Truth;

/**
 * The truth as JSON, to be kept beside the data and graded against.
 *
 * <p>Threads: any.
 */
final class TruthFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TruthFile() {}

    /** Writes the document: times in seconds of mine time since the start of a telling. */
    static void write(Path file, Scenario scenario, SimulatorConfig config) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(document(scenario, config)));
    }

    private static ObjectNode document(Scenario scenario, SimulatorConfig config) {
        Truth truth = scenario.truth();
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", 1);
        root.put("site", config.site());
        root.put("scenario", truth.scenario());
        root.put("seed", config.seed());
        root.put("rate", config.rate());
        root.put("periodSeconds", scenario.period().toSeconds());
        root.put("quietFromSeconds", truth.quietFrom().toSeconds());
        ArrayNode expected = root.putArray("expected");
        for (Truth.Expected alert : truth.expected()) {
            ObjectNode node = expected.addObject();
            node.put("rule", alert.rule());
            node.put("place", alert.place());
            node.put("earliestSeconds", alert.earliest().toSeconds());
            node.put("latestSeconds", alert.latest().toSeconds());
            node.put("required", alert.required());
        }
        return root;
    }
}
