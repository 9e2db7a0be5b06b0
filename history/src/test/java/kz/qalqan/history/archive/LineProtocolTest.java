package kz.qalqan.history.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Line protocol is read as InfluxDB's own reader reads it. */
class LineProtocolTest {
    private static final Map<String, Long> NANOS =
            Map.of("1ns", 1L, "1µs", 1_000L, "1ms", 1_000_000L, "1s", 1_000_000_000L);

    /** 6,615 texts with the answers of InfluxDB's reader, among them what a fuzzer found. */
    @Test
    void everyCaseOfTheCorpusHasItsAnswer() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(corpus().toFile()).get("decode");
        List<String> wrong = new ArrayList<>();
        for (JsonNode each : cases) {
            String answer = answer(each);
            if (!answer.isEmpty()) {
                wrong.add(each.get("input").get("text") + "\n  wanted " + each.get("output") + "\n  " + answer);
            }
        }
        assertThat(cases.size()).isEqualTo(6_615);
        assertThat(wrong)
                .as("%s", String.join("\n", wrong.subList(0, Math.min(12, wrong.size()))))
                .isEmpty();
    }

    @Test
    void aRefusalNamesItsColumnAndTheNextLineIsRead() throws Exception {
        LineProtocol text = reader("air,device=GA-07 ch4=0.4x 1\nair,device=GA-07 ch4=0.5 2\n");

        assertThatThrownBy(text::next)
                .isInstanceOf(LineProtocol.Refused.class)
                .hasMessageContaining("column ")
                .hasMessageContaining("'0.4x'");
        assertThat(Objects.requireNonNull(text.next()).time()).isEqualTo(2);
        assertThat(text.next()).isNull();
    }

    private static LineProtocol reader(String text) {
        return new LineProtocol(text.getBytes(UTF_8));
    }

    /** What is wrong with the answer to a case; empty when nothing is. */
    private static String answer(JsonNode each) throws IOException {
        JsonNode input = each.get("input");
        JsonNode text = input.get("text");
        byte[] bytes = text.isTextual()
                ? text.asText().getBytes(UTF_8)
                : text.get("binary").binaryValue();
        LineProtocol reader = new LineProtocol(bytes);
        JsonNode wanted = each.get("output").get("result");
        try {
            List<LinePoint> points = new ArrayList<>();
            for (LinePoint point = reader.next(); point != null; point = reader.next()) {
                points.add(point);
            }
            if (wanted == null) {
                return "found " + points;
            }
            boolean same = points.size() == wanted.size();
            for (int i = 0; same && i < points.size(); i++) {
                same = same(points.get(i), wanted.get(i), input);
            }
            return same ? "" : "found " + points;
        } catch (LineProtocol.Refused e) {
            return wanted == null ? "" : "refused: " + e.getMessage();
        }
    }

    private static boolean same(LinePoint point, JsonNode wanted, JsonNode input) {
        long unit = Objects.requireNonNull(NANOS.get(input.get("precision").asText()));
        long standard = input.get("defaultTime").asLong();
        Long written = point.time();
        long time = written == null ? standard - standard % unit : written * unit;
        List<String> tags = new ArrayList<>();
        wanted.get("tags").forEach(tag -> tags.add(text(tag.get("key")) + "=" + text(tag.get("value"))));
        List<String> found = point.tags().entrySet().stream() // the corpus has them sorted
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
        boolean same = time == wanted.get("time").asLong()
                && point.measurement().equals(text(wanted.get("name")))
                && found.equals(tags)
                && point.fields().size() == wanted.get("fields").size();
        for (int i = 0; same && i < point.fields().size(); i++) {
            same = same(point.fields().get(i), wanted.get("fields").get(i));
        }
        return same;
    }

    private static boolean same(LinePoint.Field field, JsonNode wanted) {
        JsonNode value = wanted.get("value");
        Object expected =
                switch (value.fieldNames().next()) {
                    case "float" -> value.get("float").asDouble();
                    case "int" -> value.get("int").asLong();
                    case "uint" -> new BigInteger(value.get("uint").asText());
                    case "bool" -> value.get("bool").asBoolean();
                    default -> text(value.get("string"));
                };
        boolean equal = field.value().equals(expected);
        if (expected instanceof Double wantedNumber && field.value() instanceof Double found) {
            equal = wantedNumber.doubleValue() == found; // the corpus writes -0.0 as 0
        }
        return equal && field.key().equals(text(wanted.get("key")));
    }

    private static String text(JsonNode node) {
        try {
            return node.isTextual()
                    ? node.asText()
                    : new String(node.get("binary").binaryValue(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path corpus() {
        Path corpus = Path.of("..", "..", "shared", "data", "line-protocol", "corpus.json");
        boolean required = List.of(
                        System.getenv().getOrDefault("QALQAN_REQUIRE", "").split(",", -1))
                .contains("data");
        Assumptions.assumeTrue(required || Files.exists(corpus), corpus + " is not on this machine");
        return corpus;
    }
}
