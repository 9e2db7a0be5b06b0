package kz.qalqan.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The ten-message life of an edge node of sparkplug-client 3.2.4, recorded from a broker, with known values. */
class CaptureTest {
    private final Ear ear = new Ear();
    private final SparkplugHost<String> host = new SparkplugHost<>(ear);

    @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
    private record Recorded(String topic, byte[] payload) {}

    private static Path file() {
        String configured = System.getenv("QALQAN_TEST_DATA");
        Stream<String> places = configured != null
                ? Stream.of(configured)
                : Stream.of("../shared/data", "../../shared/data", "../../../shared/data");
        Optional<Path> found = places.map(
                        place -> Path.of(place, "sparkplug", "sparkplug-client-js-3.2.4.capture.json"))
                .filter(Files::exists)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no data folder sparkplug; set QALQAN_TEST_DATA");
        }
        Assumptions.assumeTrue(found.isPresent(), "no data folder sparkplug");
        return found.orElseThrow();
    }

    private static List<Recorded> read(Path file) throws IOException {
        List<Recorded> all = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            String topic = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "topic".equals(json.currentName())) {
                    topic = json.getText();
                } else if (token == JsonToken.VALUE_STRING && "hex".equals(json.currentName())) {
                    all.add(new Recorded(topic, HexFormat.of().parseHex(json.getText())));
                }
            }
        }
        return all;
    }

    @Test
    void everyValueOfTheRecordingComesOut() throws IOException {
        Instant at = Instant.parse("2026-11-21T12:00:00Z");
        for (Recorded recorded : read(file())) {
            SparkplugTopic topic = SparkplugTopic.parse(recorded.topic()).orElseThrow();
            host.take(recorded.topic(), topic, recorded.payload(), false, at);
            at = at.plusMillis(300);
        }
        assertThat(ear.values())
                .containsExactly(
                        "MM263 ch4=0.4",
                        "MM263 air-velocity=2.4",
                        "MM263 ch4=0.4",
                        "MM263 ch4=0.9",
                        "MM263 ch4=1.0",
                        "MM263 ch4=1.3",
                        "MM263 ch4=2.2",
                        "MM263 ch4=0.7");
        assertThat(ear.told.stream().map(told -> told.metric().millis()))
                .containsExactly(
                        1771700000001L,
                        1771700000001L,
                        1771700001997L,
                        1771700002997L,
                        1771700003997L,
                        1771700004997L,
                        1771700005997L,
                        1771700006997L);
        assertThat(ear.told.get(0).metric().unit()).isEqualTo("%");
        assertThat(ear.presence)
                .containsExactly(
                        "MineA/LW1-gw on", "MineA/LW1-gw/MM263 on", "MineA/LW1-gw/MM263 off", "MineA/LW1-gw off");
        assertThat(ear.unnamed).containsExactly("MineA/LW1-gw [fw]", "MineA/LW1-gw/MM263 [status, seq64, alarm]");
        assertThat(ear.refused).isEmpty();
        assertThat(ear.rebirths).isEmpty();
    }
}
