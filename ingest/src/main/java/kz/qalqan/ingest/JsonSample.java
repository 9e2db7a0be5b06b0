package kz.qalqan.ingest;

import static kz.qalqan.ingest.RawValue.NO_SEQ;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.ingest.RawValue.Word;
import kz.qalqan.telemetry.QuarantineReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object with {@code values}. Time and quality may stand behind the values, so these are completed at the end
 * of the object. In the gateway form the values may also stand directly in the object.
 *
 * <p>A name that stands twice is legal JSON and means nothing: two values of a quantity are both kept, two times
 * condemn the message.
 */
final class JsonSample {
    private final JsonParser json;
    private final String device;
    private final boolean direct;
    private final List<RawValue> values;
    private final int first;
    private final List<RawValue> beside;

    private boolean found;
    private boolean timed;
    private Stamp stamp = Stamp.MISSING;
    private Word word = Word.GOOD;
    private long seq = NO_SEQ;

    /**
     * A sample to read.
     *
     * @param direct whether values may stand beside {@code ts}, without {@code values} around them
     * @param values to add to
     */
    JsonSample(JsonParser json, String device, boolean direct, List<RawValue> values) {
        this.json = json;
        this.device = device;
        this.direct = direct;
        this.beside = direct ? new ArrayList<>() : List.of();
        this.values = values;
        this.first = values.size();
    }

    /** From the opening brace to the closing one. */
    void read() throws IOException, Refusal {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "ts" -> readTime();
                case "seq" -> seq = seq();
                case "quality" -> {
                    Word said = word();
                    word = said.compareTo(word) > 0 ? said : word;
                }
                case "values" -> {
                    readValues();
                    found = true;
                }
                default -> readBeside(name);
            }
        }
        if (!found && beside.isEmpty()) {
            throw JsonDecoder.unreadable("an object without 'values'");
        }
        if (!found) {
            values.addAll(beside);
        }
        complete();
    }

    private void readTime() throws IOException, Refusal {
        if (timed) {
            throw JsonDecoder.unreadable("'ts' stands twice in an object");
        }
        timed = true;
        stamp = stamp();
    }

    /** What stands beside {@code values} is not ours; where there are no {@code values}, it is a value. */
    private void readBeside(String name) throws IOException, Refusal {
        if (direct && !found) {
            one(name, beside);
        } else {
            json.skipChildren();
        }
    }

    private void readValues() throws IOException, Refusal {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(QuarantineReason.WRONG_TYPE, "'values' must be an object, found " + json.currentToken());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String quantity = json.currentName();
            json.nextToken();
            one(quantity, values);
        }
    }

    private void one(String quantity, List<RawValue> into) throws IOException, Refusal {
        if (values.size() + beside.size() >= Limits.READINGS_MAX) {
            throw new Refusal(
                    QuarantineReason.TOO_MANY_READINGS,
                    "more than " + Limits.READINGS_MAX + " readings in one message");
        }
        into.add(json.currentToken() == JsonToken.START_OBJECT ? described(quantity) : bare(quantity, null));
    }

    /** {@code {"v":3,"u":"[ppm]","quality":"good"}}. */
    private RawValue described(String quantity) throws IOException {
        RawValue value = structure(quantity);
        String unit = null;
        Word own = Word.GOOD;
        boolean valued = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "v" -> {
                    RawValue read = bare(quantity, null);
                    value = valued ? structure(quantity) : read;
                    valued = true;
                }
                case "u" -> unit = unit(unit);
                case "quality" -> own = word();
                default -> json.skipChildren();
            }
        }
        return new RawValue(device, quantity, value.type(), value.number(), unit, Stamp.MISSING, own, NO_SEQ);
    }

    /** Null and empty say no more than no unit at all; of two units none is meant. */
    private @Nullable String unit(@Nullable String before) throws IOException {
        String said = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "?";
        boolean nothing = json.currentToken() == JsonToken.VALUE_NULL || said.isEmpty();
        json.skipChildren();
        if (nothing) {
            return before;
        }
        return before == null ? said : "?";
    }

    /** No value to use: none at all, or two. */
    private RawValue structure(String quantity) {
        return new RawValue(
                device, quantity, RawValue.Type.STRUCTURE, Double.NaN, null, Stamp.MISSING, Word.GOOD, NO_SEQ);
    }

    private RawValue bare(String quantity, @Nullable String unit) throws IOException {
        RawValue.Type type = type(json.currentToken());
        double number = Double.NaN;
        if (json.currentToken().isNumeric()) {
            number = json.getDoubleValue();
        } else if (type == RawValue.Type.FLAG) {
            number = json.getBooleanValue() ? 1 : 0;
        } else if (type == RawValue.Type.TEXT && noNumber(json.getText())) {
            type = RawValue.Type.NUMBER;
        } else {
            json.skipChildren();
        }
        return new RawValue(device, quantity, type, number, unit, Stamp.MISSING, Word.GOOD, NO_SEQ);
    }

    /** JSON has no NaN, so some write it as text: the head says that it has no value, which is a fault. */
    private static boolean noNumber(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static RawValue.Type type(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> RawValue.Type.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> RawValue.Type.FLAG;
            case VALUE_STRING -> RawValue.Type.TEXT;
            case VALUE_NULL -> RawValue.Type.NULL;
            default -> RawValue.Type.STRUCTURE;
        };
    }

    private Stamp stamp() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Stamp.ofEpoch(json.getDoubleValue())
                        : Stamp.ofEpoch(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> Stamp.ofEpoch(json.getDoubleValue());
            case VALUE_STRING -> Stamp.ofText(json.getText());
            case VALUE_NULL -> Stamp.MISSING;
            default -> {
                json.skipChildren();
                yield Stamp.UNUSABLE;
            }
        };
    }

    /** What is no whole number from 0 up is none: a reading is not lost for its number. */
    private long seq() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return Math.max(NO_SEQ, json.getLongValue());
        }
        json.skipChildren();
        return NO_SEQ;
    }

    private Word word() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return Word.of(json.getText());
        }
        json.skipChildren();
        return Word.UNCERTAIN;
    }

    /** Gives time and quality of the object to its values; of two words on quality the worse one stands. */
    private void complete() {
        for (int i = first; i < values.size(); i++) {
            RawValue v = values.get(i);
            Word worse = v.word().compareTo(word) > 0 ? v.word() : word;
            values.set(i, new RawValue(v.device(), v.quantity(), v.type(), v.number(), v.unit(), stamp, worse, seq));
        }
    }
}
