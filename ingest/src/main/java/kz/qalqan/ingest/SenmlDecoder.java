package kz.qalqan.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kz.qalqan.ingest.RawValue.Word;
import kz.qalqan.ingest.senml.SenmlException;
import kz.qalqan.ingest.senml.SenmlPack;
import kz.qalqan.ingest.senml.SenmlRecord;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * SenML (RFC 8428), JSON or CBOR. A resolved name is taken apart at its last {@code :} or {@code /}: behind it stands
 * the quantity, before it the device. Where no device stands there, or only the hardware address of a URN, it is the
 * topic's.
 *
 * <pre>
 * ch4                              device of the topic, ch4
 * GA-07:ch4   GA-07/ch4            GA-07, ch4
 * urn:dev:org:32473-mine:GA-07:ch4 GA-07, ch4
 * urn:dev:mac:0024befffe804ff1:ch4 device of the topic, ch4
 * </pre>
 */
final class SenmlDecoder implements Decoder {
    private static final Pattern ADDRESS = Pattern.compile("urn:(dev:(mac|ow)|uuid):[0-9a-f.-]+");
    private static final StreamReadConstraints WITHIN = StreamReadConstraints.builder()
            .maxNestingDepth(Limits.NESTING_MAX)
            .maxStringLength(Limits.TEXT_MAX)
            .maxNameLength(Limits.TEXT_MAX)
            .maxNumberLength(Limits.NUMBER_MAX)
            .build();

    private final JsonFactory factory;
    private final boolean cbor;

    private SenmlDecoder(JsonFactory factory, boolean cbor) {
        this.factory = factory;
        this.cbor = cbor;
    }

    static SenmlDecoder json() {
        return new SenmlDecoder(
                JsonFactory.builder()
                        .streamReadConstraints(WITHIN)
                        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build(),
                false);
    }

    static SenmlDecoder cbor() {
        return new SenmlDecoder(
                CBORFactory.builder()
                        .streamReadConstraints(WITHIN)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build(),
                true);
    }

    @Override
    public List<RawValue> decode(Topic topic, byte[] payload) throws Refusal {
        if (cbor) {
            CborHeads.check(payload);
        }
        try (JsonParser in = factory.createParser(payload)) {
            List<RawValue> values = new ArrayList<>();
            for (SenmlRecord entry : SenmlPack.read(in, cbor, Limits.READINGS_MAX)) {
                values.add(value(topic, entry));
            }
            return values;
        } catch (SenmlException e) {
            throw new Refusal(
                    e.tooMany() ? QuarantineReason.TOO_MANY_READINGS : QuarantineReason.UNREADABLE, e.detail());
        } catch (IOException e) {
            throw JsonDecoder.unreadable((cbor ? "not CBOR: " : "not JSON: ")
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static RawValue value(Topic topic, SenmlRecord entry) {
        String name = entry.name();
        int end = Math.max(name.lastIndexOf(':'), name.lastIndexOf('/'));
        String unit = entry.unit();
        return new RawValue(
                device(topic, name.substring(0, Math.max(0, end))),
                name.substring(end + 1),
                type(entry),
                entry.number(),
                unit == null ? null : SenmlUnits.ucum(unit),
                stamp(entry),
                Word.GOOD,
                RawValue.NO_SEQ);
    }

    private static String device(Topic topic, String path) {
        boolean unnamed = path.isEmpty() || ADDRESS.matcher(path).matches();
        if (unnamed && !topic.device().isEmpty()) {
            return topic.device();
        }
        return path.substring(Math.max(path.lastIndexOf(':'), path.lastIndexOf('/')) + 1);
    }

    private static RawValue.Type type(SenmlRecord entry) {
        return switch (entry.kind()) {
            case NUMBER -> RawValue.Type.NUMBER;
            case BOOLEAN -> RawValue.Type.FLAG;
            case STRING -> RawValue.Type.TEXT;
            case DATA -> RawValue.Type.DATA;
            case NONE -> entry.sum() == null ? RawValue.Type.NULL : RawValue.Type.SUM;
        };
    }

    /** A time to come is for actuators and says nothing of when something was measured. */
    private static Stamp stamp(SenmlRecord entry) {
        if (entry.isAbsolute()) {
            return Stamp.ofSeconds(entry.seconds());
        }
        return entry.seconds() < 0 ? Stamp.ofSecondsBack(-entry.seconds()) : Stamp.MISSING;
    }
}
