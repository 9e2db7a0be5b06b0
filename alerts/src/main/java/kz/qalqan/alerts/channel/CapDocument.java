package kz.qalqan.alerts.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import kz.qalqan.alerts.Alert;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Texts;

/**
 * A message of the Common Alerting Protocol 1.2 (OASIS, S136): one {@code info} each in Kazakh, Russian and English.
 * Urgency, severity, certainty and response by priority as in domain 6.6.
 *
 * <p>Threads: any.
 */
final class CapDocument {
    static final String TYPE = "application/cap+xml";

    private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** CAP writes UTC as -00:00. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'-00:00'").withZone(ZoneOffset.UTC);

    private enum Kind {
        ALERT("Alert"),
        UPDATE("Update"),
        CANCEL("Cancel");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private record Grade(String response, String urgency, String severity, String certainty) {
        static Grade of(Priority priority) {
            return switch (priority) {
                case CRITICAL -> new Grade("Evacuate", "Immediate", "Extreme", "Observed");
                case HIGH -> new Grade("Execute", "Immediate", "Severe", "Observed");
                case MEDIUM -> new Grade("Prepare", "Expected", "Moderate", "Likely");
                case LOW -> new Grade("Monitor", "Future", "Minor", "Possible");
            };
        }
    }

    private final String sender;
    private final String status;
    private final Places places;

    CapDocument(String sender, String status, Places places) {
        this.sender = sender;
        this.status = status;
        this.places = places;
    }

    byte[] of(Message message) {
        boolean closed = message.reason() == Reason.CLOSED;
        Kind kind = closed ? Kind.CANCEL : message.earlier().isEmpty() ? Kind.ALERT : Kind.UPDATE;
        return write(out -> {
            head(out, message.id(), message.at(), kind.word);
            if (kind != Kind.ALERT) {
                element(out, "references", references(message.earlier()));
            }
            info(out, message.alert(), "kk-KZ", Texts::kk, closed);
            info(out, message.alert(), "ru-KZ", Texts::ru, closed);
            info(out, message.alert(), "en", Texts::en, closed);
        });
    }

    /** A message that says of itself that it is a test. */
    byte[] test(Instant now) {
        CapDocument tests = new CapDocument(sender, "Test", places);
        return write(out -> tests.head(out, "test@" + now, now, Kind.ALERT.word));
    }

    private void head(XMLStreamWriter out, String id, Instant sent, String kind) throws XMLStreamException {
        element(out, "identifier", identifier(id));
        element(out, "sender", sender);
        element(out, "sent", TIME.format(sent));
        element(out, "status", status);
        element(out, "msgType", kind);
        element(out, "scope", "Restricted");
        element(out, "restriction", "the mine's own staff and rescue service");
    }

    private void info(XMLStreamWriter out, Alert alert, String language, Wording wording, boolean closed)
            throws XMLStreamException {
        Grade grade = Grade.of(alert.priority());
        String text = wording.of(alert.subject().text());
        out.writeStartElement(NAMESPACE, "info");
        element(out, "language", language);
        element(out, "category", "Safety");
        element(out, "event", text);
        element(out, "responseType", closed ? "AllClear" : grade.response);
        element(out, "urgency", closed ? "Past" : grade.urgency);
        element(out, "severity", grade.severity);
        element(out, "certainty", grade.certainty);
        out.writeStartElement(NAMESPACE, "eventCode");
        element(out, "valueName", "qalqan:rule");
        element(out, "value", alert.rule());
        out.writeEndElement();
        element(out, "senderName", "Qalqan");
        element(out, "headline", text);
        String value = Words.value(alert);
        if (!value.isEmpty()) {
            element(out, "description", value);
        }
        if (!closed) {
            element(out, "instruction", wording.of(alert.subject().action()));
        }
        out.writeStartElement(NAMESPACE, "area");
        element(out, "areaDesc", wording.of(places.of(alert.site(), alert.zone())));
        out.writeStartElement(NAMESPACE, "geocode");
        element(out, "valueName", "qalqan:zone");
        element(out, "value", alert.site() + "/" + alert.zone());
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndElement();
    }

    private String references(List<Message.Earlier> earlier) {
        return earlier.stream()
                .map(message -> sender + "," + identifier(message.id()) + "," + TIME.format(message.at()))
                .collect(Collectors.joining(" "));
    }

    /** Neither spaces nor commas may be in it; our ids have none, whatever the plan calls its devices. */
    private static String identifier(String id) {
        return id.replaceAll("[\\s,<&]", "_");
    }

    private static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            out.setDefaultNamespace(NAMESPACE);
            out.writeStartElement(NAMESPACE, "alert");
            out.writeDefaultNamespace(NAMESPACE);
            content.to(out);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write a CAP message", e);
        }
        return bytes.toByteArray();
    }

    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(NAMESPACE, name);
        out.writeCharacters(Words.line(text));
        out.writeEndElement();
    }

    @FunctionalInterface
    private interface Wording {
        String of(Texts texts);
    }

    @FunctionalInterface
    private interface Content {
        void to(XMLStreamWriter out) throws XMLStreamException;
    }
}
