package kz.qalqan.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Documents as a receiver of CAP 1.2 reads them: through the published schema. */
final class CapTest {
    private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    private CapChannel channel(Path out) {
        return CapChannel.writing(out, new CapChannel.Sender("qalqan@mine.kz", false, new Places(Sample::plan)));
    }

    @Test
    void everyDocumentIsValidAndCarriesThreeLanguagesReferencesAndTheGradeOfItsPriority()
            throws IOException, SAXException, InterruptedException {
        Path out = dir.resolve("out");
        try (Alerts alerts = new Alerts(dir.resolve("book"), InstantSource.system())) {
            Instant now = Instant.parse("2026-11-21T08:00:00.5Z");
            CapChannel channel = channel(out);
            for (Priority priority : Priority.values()) {
                Sample gas = Sample.of("GA-" + priority).as(priority);
                Message raised = alerts.apply(gas.raised(now));
                assertThat(channel.deliver(raised)).isEqualTo(Outcome.delivered());
                assertThat(channel.deliver(raised)).as("again").isEqualTo(Outcome.delivered());
                alerts.acknowledge(raised.alert().id());
                Message closed = alerts.apply(gas.returned(now.plusSeconds(60)));
                assertThat(channel.deliver(closed)).isEqualTo(Outcome.delivered());
            }
            assertThat(channel.test(now)).isEqualTo(Outcome.delivered());
        }
        List<Path> files = valid(schema(), out);
        assertThat(files).hasSize(9);
        Document raised = parse(files.stream()
                .filter(file -> file.getFileName().toString().contains("GA-CRITICAL_ch4@1_1"))
                .findFirst()
                .orElseThrow());
        assertThat(texts(raised, "language")).containsExactly("kk-KZ", "ru-KZ", "en");
        assertThat(texts(raised, "headline"))
                .containsExactly("Метан шектен асты", "Метан выше предела", "Methane over the limit");
        assertThat(texts(raised, "severity")).containsOnly("Extreme");
        assertThat(texts(raised, "responseType")).containsOnly("Evacuate");
        assertThat(texts(raised, "areaDesc")).contains("Қарағанды, 3-кенжар");
        assertThat(texts(raised, "status")).containsExactly("Actual");
        assertThat(texts(raised, "sent")).containsExactly("2026-11-21T08:00:00-00:00");
        Document closed = parse(files.stream()
                .filter(file -> file.getFileName().toString().contains("GA-CRITICAL_ch4@1_3"))
                .findFirst()
                .orElseThrow());
        assertThat(texts(closed, "msgType")).containsExactly("Cancel");
        assertThat(texts(closed, "references").get(0))
                .contains("qalqan@mine.kz,karaganda-1:ch4-limit:GA-CRITICAL:ch4@1#1,2026-11-21T08:00:00-00:00");
    }

    @Test
    void theSchemaRefusesWhatItMustSoThatTheTestAboveCanFail() throws SAXException {
        Path data = Tools.data("cap");
        Schema schema = schema();
        assertThatThrownBy(() -> schema.newValidator()
                        .validate(new StreamSource(data.resolve("invalid.cap").toFile())))
                .isInstanceOf(SAXException.class);
    }

    @Test
    void theEndOfWhatWasNeverToldIsNotToldAndADirectoryThatCannotBeWrittenIsUnreachable()
            throws IOException, InterruptedException {
        Path file = Files.writeString(dir.resolve("file"), "in the way");
        try (Alerts alerts = new Alerts(dir.resolve("book"), InstantSource.system())) {
            Message raised = alerts.apply(Sample.of("GA-07").raised(Alerts.now()));
            assertThat(channel(file.resolve("below")).deliver(raised).kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
            alerts.acknowledge(raised.alert().id());
            Message closed = alerts.apply(Sample.of("GA-07").returned(Alerts.now()));
            Message untold = Alerts.to(List.of(), closed);
            assertThat(channel(dir.resolve("out")).deliver(untold).kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(CapChannel.posting(
                                    URI.create("http://127.0.0.1:1"),
                                    "secret",
                                    new CapChannel.Sender("q@m", true, new Places(Sample::plan)))
                            .deliver(raised)
                            .kind())
                    .isEqualTo(Outcome.Kind.UNREACHABLE);
        }
    }

    private static Schema schema() throws SAXException {
        Path xsd = Tools.data("cap").resolve("cap12.xsd");
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(xsd.toFile());
    }

    private static List<Path> valid(Schema schema, Path out) throws IOException, SAXException {
        List<Path> files = files(out);
        for (Path file : files) {
            schema.newValidator().validate(new StreamSource(file.toFile()));
        }
        return files;
    }

    private static List<Path> files(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.sorted().toList();
        }
    }

    private static Document parse(Path file) throws IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = Files.newInputStream(file)) {
            return factory.newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS(NAMESPACE, name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
