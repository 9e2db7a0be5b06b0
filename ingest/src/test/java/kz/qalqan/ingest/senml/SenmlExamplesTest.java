package kz.qalqan.ingest.senml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.qalqan.ingest.senml.SenmlRecord.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every example of RFC 8428 that has a resolved form resolves to it, number for number. Two things in the given forms
 * are not the RFC's: example 7 leaves out its data value, example 8 repeats a field {@code l} that the RFC dropped.
 */
final class SenmlExamplesTest {

    @ParameterizedTest
    @CsvSource({
        "ex1.json, ex1", "ex1.gen.json, ex1", "ex2.json, ex2", "ex2.gen.json, ex2", "ex3.json, ex3",
        "ex3.gen.json, ex3", "ex3.gen.cbor, ex3", "ex4.json, ex4", "ex4.gen.json, ex4", "ex5.json, ex5",
        "ex5.gen.json, ex5", "ex5.gen.cbor, ex5", "ex6.json, ex6", "ex6.gen.json, ex6", "ex7.json, ex7",
        "ex7.gen.json, ex7", "ex8.json, ex8", "ex8.gen.json, ex8", "ex9.json, ex9", "ex9.gen.json, ex9",
        "ex10.json, ex10", "ex10.gen.json, ex10", "ex11.json, ex11", "ex11.gen.json, ex11", "ex12.json, ex12",
        "ex12.gen.json, ex12"
    })
    void exampleResolvesAsGiven(String file, String example) throws Exception {
        List<Map<String, Object>> given = plain(data().resolve(example + ".gen.resolved.json"));
        double now = (Double) given.get(0).getOrDefault("t", 0.0);

        List<Map<String, Object>> resolved = read(data().resolve(file)).stream()
                .filter(entry -> entry.kind() != Kind.DATA)
                .map(entry -> fields(entry, now))
                .toList();

        assertThat(resolved).isEqualTo(given);
    }

    /** Example 13 has no resolved form: lights dimmed now and out 100 ms later. */
    @ParameterizedTest
    @CsvSource({"ex13.json", "ex13.gen.json"})
    void lastExampleResolves(String file) throws Exception {
        assertThat(read(data().resolve(file)).stream()
                        .map(entry -> fields(entry, 0))
                        .map(Object::toString))
                .containsExactly(
                        "{n=2001:db8::3, t=1.320078429E9, u=/, v=0.5}",
                        "{n=2001:db8::4, t=1.320078429E9, u=/, v=0.5}",
                        "{n=2001:db8::3, t=1.3200784291E9, u=/, v=0.0}",
                        "{n=2001:db8::4, t=1.3200784291E9, u=/, v=0.0}");
    }

    private static List<SenmlRecord> read(Path file) throws Exception {
        boolean cbor = file.toString().endsWith("cbor");
        JsonFactory factory = cbor ? new CBORFactory() : new JsonFactory();
        try (JsonParser in = factory.createParser(Files.readAllBytes(file))) {
            return SenmlPack.read(in, cbor, 100);
        }
    }

    private static Map<String, Object> fields(SenmlRecord entry, double now) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("n", entry.name());
        fields.put("t", entry.time(now));
        String unit = entry.unit();
        if (unit != null) {
            fields.put("u", unit);
        }
        switch (entry.kind()) {
            case NUMBER -> fields.put("v", entry.number());
            case BOOLEAN -> fields.put("vb", entry.number() == 1);
            case STRING -> fields.put("vs", entry.text());
            case DATA, NONE -> {}
        }
        return fields;
    }

    /** The given form, read without our code. */
    private static List<Map<String, Object>> plain(Path file) throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        try (JsonParser in = new JsonFactory().createParser(Files.readAllBytes(file))) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                Map<String, Object> fields = new TreeMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    JsonToken token = in.nextToken();
                    fields.put(
                            name,
                            token.isNumeric()
                                    ? in.getDoubleValue()
                                    : token.isBoolean() ? (Object) in.getBooleanValue() : in.getText());
                }
                fields.remove("l");
                records.add(fields);
            }
        }
        return records;
    }

    private static Path data() {
        String configured = System.getenv("QALQAN_TEST_DATA");
        Path found = (configured == null
                        ? Stream.of("../shared/data", "../../shared/data", "../../../shared/data")
                                .map(Path::of)
                        : Stream.of(Path.of(configured)))
                .map(place -> place.resolve("senml"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, "no data folder senml; set QALQAN_TEST_DATA");
        return found;
    }
}
