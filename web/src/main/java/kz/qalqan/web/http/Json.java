package kz.qalqan.web.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * How answers are written: times as RFC 3339, ids as text, a number that is none as {@code null}.
 *
 * <p>Threads: any.
 */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(ours());

    private Json() {}

    private static SimpleModule ours() {
        return new SimpleModule("qalqan")
                .addSerializer(
                        Instant.class, new Written<>(Instant.class, (value, out) -> out.writeString(time(value))))
                .addSerializer(
                        SensorId.class,
                        new Written<>(SensorId.class, (value, out) -> out.writeString(value.toString())))
                .addSerializer(
                        FindingKey.class,
                        new Written<>(FindingKey.class, (value, out) -> out.writeString(value.toString())))
                .addSerializer(Double.class, new Written<>(Double.class, Json::number))
                .addSerializer(double.class, new Written<>(double.class, Json::number));
    }

    /** An object whose members keep this order: name, value, name, value; values may be null. */
    public static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return Collections.unmodifiableMap(object);
    }

    /** UTF-8 JSON. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON: " + e.getMessage(), e);
        }
    }

    /** A time on the wire; finer than a microsecond nothing is known. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static void number(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private static final class Written<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Writer<T> writer;

        Written(Class<T> type, Writer<T> writer) {
            super(type);
            this.writer = writer;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            writer.write(value, out);
        }
    }
}
