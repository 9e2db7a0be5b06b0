package kz.qalqan.ingest.senml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kz.qalqan.ingest.senml.SenmlRecord.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SenML pack, JSON or CBOR, and applies its base values: what RFC 8428 section 4.6 calls resolving.
 *
 * <p>Where the RFC leaves a choice:
 *
 * <ul>
 *   <li>A record with nothing but base fields sets them and is no measurement, unless it brings a base value or sum.
 *   <li>A value of a type its label does not allow, or none at all, makes a record of {@link Kind#NONE}: the other
 *       records stay good. Everything else that is wrong condemns the pack, because base fields bind its records.
 *   <li>Records stay in the order of the pack.
 * </ul>
 *
 * <p>Threads: one.
 */
public final class SenmlPack {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]*");
    private static final int NAME_MAX = 512;

    /** What we understand, as bits (RFC 9100): the features of version 10, and secondary units (RFC 8798). */
    private static final int FEATURES = 10 | 16;

    private static final int VERSION_DEFAULT = 10;

    private final JsonParser in;
    private final boolean cbor;
    private final Set<Label> seen = EnumSet.noneOf(Label.class);

    private String baseName = "";
    private double baseTime;
    private @Nullable String baseUnit;
    private @Nullable Double baseValue;
    private @Nullable Double baseSum;
    private int version;

    private String name = "";
    private double time;
    private @Nullable String unit;
    private Kind kind = Kind.NONE;
    private double number = Double.NaN;
    private String text = "";
    private @Nullable Double sum;

    private SenmlPack(JsonParser in, boolean cbor) {
        this.in = in;
        this.cbor = cbor;
    }

    /**
     * Reads a pack to its end.
     *
     * @param in at the beginning of the payload
     * @param cbor whether numbers stand for labels
     * @param recordsMax most records
     * @throws IOException when it is not JSON or CBOR at all
     * @throws SenmlException when it is no pack, or one that must not be used
     */
    public static List<SenmlRecord> read(JsonParser in, boolean cbor, int recordsMax)
            throws IOException, SenmlException {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            throw new SenmlException("a SenML pack is an array of records, found " + in.currentToken());
        }
        SenmlPack pack = new SenmlPack(in, cbor);
        List<SenmlRecord> records = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            SenmlRecord resolved = pack.next();
            if (resolved != null) {
                if (records.size() == recordsMax) {
                    throw new SenmlException("more than " + recordsMax + " records in one pack", true);
                }
                records.add(resolved);
            }
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw new SenmlException("a SenML pack holds records only, found " + in.currentToken());
        }
        if (in.nextToken() != null) {
            throw new SenmlException("more follows after the pack");
        }
        return records;
    }

    /** The next record resolved; null when it only sets base fields. */
    private @Nullable SenmlRecord next() throws IOException, SenmlException {
        seen.clear();
        name = "";
        time = 0;
        unit = null;
        kind = Kind.NONE;
        number = Double.NaN;
        text = "";
        sum = null;
        while (more()) {
            String word = in.currentName();
            Label label = Label.of(word, cbor);
            in.nextToken();
            if (label == null) {
                unknown(word);
            } else if (!seen.add(label)) {
                throw new SenmlException("'" + label.word() + "' stands twice in a record");
            } else {
                field(label);
            }
        }
        return resolved();
    }

    private boolean more() throws IOException, SenmlException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new SenmlException("the payload ends inside a record");
        }
        return token != JsonToken.END_OBJECT;
    }

    private void unknown(String word) throws IOException, SenmlException {
        if (word.endsWith("_")) {
            throw new SenmlException("field '" + word + "' must be understood to use this pack, and is not");
        }
        in.skipChildren();
    }

    private void field(Label label) throws IOException, SenmlException {
        switch (label) {
            case BASE_VERSION -> version(label);
            case BASE_NAME -> baseName = string(label);
            case BASE_TIME -> baseTime = finite(label);
            case BASE_UNIT -> baseUnit = string(label);
            case BASE_VALUE -> baseValue = finite(label);
            case BASE_SUM -> baseSum = finite(label);
            case NAME -> name = string(label);
            case UNIT -> unit = string(label);
            case TIME -> time = finite(label);
            case UPDATE_TIME -> finite(label);
            case SUM -> sum = finite(label);
            case VALUE, STRING_VALUE, BOOLEAN_VALUE, DATA_VALUE -> value(label);
        }
    }

    private void value(Label label) throws IOException, SenmlException {
        if (seen.stream().filter(Label::isValue).count() > 1) {
            throw new SenmlException("a record has one value, this has a second in '" + label.word() + "'");
        }
        JsonToken token = in.currentToken();
        if (label == Label.VALUE && token.isNumeric()) {
            kind = Kind.NUMBER;
            number = in.getDoubleValue();
        } else if (label == Label.BOOLEAN_VALUE && token.isBoolean()) {
            kind = Kind.BOOLEAN;
            number = in.getBooleanValue() ? 1 : 0;
        } else if (label == Label.STRING_VALUE && token == JsonToken.VALUE_STRING) {
            kind = Kind.STRING;
            text = in.getText();
        } else if (label == Label.DATA_VALUE && token.isScalarValue()) {
            kind = Kind.DATA;
        } else {
            in.skipChildren();
        }
    }

    private @Nullable SenmlRecord resolved() throws SenmlException {
        boolean brings = seen.contains(Label.BASE_VALUE) || seen.contains(Label.BASE_SUM);
        if (!brings && !seen.isEmpty() && seen.stream().allMatch(Label::isBase)) {
            return null;
        }
        if (seen.contains(Label.VALUE) && kind == Kind.NUMBER && baseValue != null) {
            number = sum(baseValue, number);
        } else if (baseValue != null && seen.stream().noneMatch(Label::isValue)) {
            kind = Kind.NUMBER;
            number = baseValue;
        }
        Double both = sum == null ? baseSum : Double.valueOf(baseSum == null ? sum : sum(baseSum, sum));
        return new SenmlRecord(
                fullName(), unit == null ? baseUnit : unit, kind, number, text, both, sum(baseTime, time));
    }

    private String fullName() throws SenmlException {
        String full = baseName + name;
        if (full.length() > NAME_MAX || !NAME.matcher(full).matches()) {
            throw new SenmlException("name '" + (full.length() <= 80 ? full : full.substring(0, 80) + "…") + "': 1 to "
                    + NAME_MAX + " of A-Z a-z 0-9 - : . / _, first a letter or digit");
        }
        return full;
    }

    private void version(Label label) throws IOException, SenmlException {
        double said = finite(label);
        boolean understood = said <= VERSION_DEFAULT || (said <= FEATURES && ((int) said & ~FEATURES) == 0);
        if (said < 1 || said != Math.rint(said) || !understood) {
            throw new SenmlException("'bver' " + said + ": versions 1 to 10 and 26 are read");
        }
        if (version != 0 && version != (int) said) {
            throw new SenmlException("'bver' " + (int) said + " after " + version + " in one pack");
        }
        version = (int) said;
    }

    private String string(Label label) throws IOException, SenmlException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new SenmlException("'" + label.word() + "' must be text, found " + in.currentToken());
        }
        return in.getText();
    }

    private double finite(Label label) throws IOException, SenmlException {
        double found = in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN;
        if (!Double.isFinite(found)) {
            throw new SenmlException("'" + label.word() + "' must be a number, found " + in.currentToken());
        }
        return found;
    }

    /** In decimals, as the sender wrote them: 1276020076.001 - 5 is 1276020071.001. */
    static double sum(double a, double b) {
        if (a == 0 || b == 0 || !Double.isFinite(a) || !Double.isFinite(b)) {
            return a + b;
        }
        return BigDecimal.valueOf(a).add(BigDecimal.valueOf(b)).doubleValue();
    }
}
