package kz.qalqan.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.function.Function;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.SensorId;

/** The stored form of alerts and events. An event's text is hashed as it stands and never written again. */
final class AlertJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(words())
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Usual length of an event's text, in characters. */
    private static final int TEXT_LENGTH = 2_048;

    private AlertJson() {}

    static String text(Alert alert) {
        try {
            return MAPPER.writeValueAsString(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write alert '" + alert.id() + "'", e);
        }
    }

    static Alert alert(String text) {
        try {
            return MAPPER.readValue(text, Alert.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a stored alert: " + e.getOriginalMessage(), e);
        }
    }

    /** All of the event but its hash. */
    static String text(AlertEvent event) {
        StringWriter text = new StringWriter(TEXT_LENGTH);
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("position", event.position());
            out.writeStringField("at", event.at().toString());
            out.writeStringField("alert", event.alertId());
            out.writeStringField("key", event.key().toString());
            out.writeNumberField("applied", event.applied());
            out.writeStringField("kind", event.change().kind().word());
            out.writeFieldName("change");
            MAPPER.writeValue(out, event.change());
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write alert event " + event.position(), e);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #text(AlertEvent)} wrote.
     *
     * @throws IllegalArgumentException when the text is no event
     */
    static AlertEvent event(String text, String hash) {
        try {
            JsonNode body = MAPPER.readTree(text);
            AlertChange.Kind kind = AlertChange.Kind.of(body.path("kind").asText());
            return new AlertEvent(
                    body.path("position").asLong(),
                    Instant.parse(body.path("at").asText()),
                    body.path("alert").asText(),
                    FindingKey.parse(body.path("key").asText()),
                    body.path("applied").asLong(),
                    MAPPER.treeToValue(body.path("change"), kind.form()),
                    hash);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot read a stored alert event: " + e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule words() {
        SimpleModule module = new SimpleModule("words");
        word(module, Instant.class, Instant::parse);
        word(module, SensorId.class, SensorId::parse);
        word(module, FindingKey.class, FindingKey::parse);
        return module;
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<String, T> reader) {
        module.addSerializer(type, new Written<>(type));
        module.addDeserializer(type, new Read<>(type, reader));
    }

    private static final class Written<T> extends StdScalarSerializer<T> {
        Written(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(String.valueOf(value));
        }
    }

    private static final class Read<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> reader;

        Read(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return reader.apply(in.getValueAsString());
        }
    }
}
