package kz.qalqan.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * The JSON forms of contract 3: an object or an array of objects on a device's topic, and the gateway form, which names
 * devices itself.
 *
 * <pre>
 * {"ts":…, "seq":…, "values":{"ch4":0.42,"co":{"v":3,"u":"[ppm]"}}, "quality":"good"}
 * {"Device":[{"ts":…,"values":{…}}, {"temperature":21}]}
 * </pre>
 */
final class JsonDecoder implements Decoder {
    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.NESTING_MAX)
                    .maxStringLength(Limits.TEXT_MAX)
                    .maxNameLength(Limits.TEXT_MAX)
                    .maxNumberLength(Limits.NUMBER_MAX)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Device names of strangers must not fill a table that is never emptied.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    @Override
    public List<RawValue> decode(Topic topic, byte[] payload) throws Refusal {
        List<RawValue> values = new ArrayList<>();
        try (JsonParser json = factory.createParser(payload)) {
            json.nextToken();
            if (topic.kind() == Topic.Kind.GATEWAY) {
                gateway(json, values);
            } else {
                oneOrMany(json, topic.device(), false, values);
            }
            if (json.nextToken() != null) {
                throw unreadable("more follows after the JSON value");
            }
        } catch (IOException e) {
            throw unreadable("not JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return values;
    }

    private static void gateway(JsonParser json, List<RawValue> values) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unreadable("the gateway form is an object of devices");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String device = json.currentName();
            json.nextToken();
            oneOrMany(json, device, true, values);
        }
    }

    private static void oneOrMany(JsonParser json, String device, boolean direct, List<RawValue> values)
            throws IOException, Refusal {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            new JsonSample(json, device, direct, values).read();
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                new JsonSample(json, device, direct, values).read();
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw unreadable("an array holds objects only, found " + json.currentToken());
            }
        } else {
            throw unreadable("an object or an array of objects is expected, found " + json.currentToken());
        }
    }

    static Refusal unreadable(String detail) {
        return new Refusal(QuarantineReason.UNREADABLE, detail);
    }
}
