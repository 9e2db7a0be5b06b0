package kz.qalqan.history.archive;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads InfluxDB line protocol, strictly: what InfluxDB's own reader (v2) refuses is refused, with line and column.
 *
 * <pre>
 *   measurement[,tag=value…] field=value[,field=value…] [time]
 * </pre>
 *
 * After a refusal {@link #next} goes on with the line that follows.
 *
 * <p>Threads: one.
 */
final class LineProtocol {
    private static final BitSet CONTROL = set("\u007f");
    private static final BitSet BLANK = set(" \r\n");
    private static final BitSet NAME_END = union(set(", "), CONTROL);
    private static final BitSet KEY_END = union(set(",= \r\n"), CONTROL);
    /** A tag's value, alone of all names, may hold control characters. */
    private static final BitSet TAG_END = set(",= \r\n");

    private static final BitSet STRING_END = set("\"");
    private static final BitSet VALUE_END = set(", \r\n");
    private static final BitSet LINE_END = set("\r\n");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final Pattern FLOAT = Pattern.compile("-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final List<String> TRUE = List.of("t", "T", "true", "True", "TRUE");
    private static final List<String> FALSE = List.of("f", "F", "false", "False", "FALSE");
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    static {
        CONTROL.set(0, 32);
    }

    private final byte[] text;
    private int at;
    private int start;

    /** A line that is no line protocol. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean open;

        Refused(int column, String reason, boolean open) {
            super("column " + column + ": " + reason);
            this.open = open;
        }

        /** Whether a quoted text did not end: it may go on in the next line. */
        boolean open() {
            return open;
        }
    }

    LineProtocol(byte[] text) {
        this.text = text.clone();
    }

    /** The next point; null at the end. */
    @Nullable
    LinePoint next() throws Refused {
        skipEmpty();
        start = at;
        if (!more()) {
            return null;
        }
        boolean whole = false;
        try {
            String measurement = measurement();
            Map<String, String> tags = tags();
            List<LinePoint.Field> fields = fields();
            Long time = time();
            whole = true;
            return new LinePoint(measurement, tags, fields, time);
        } finally {
            if (!whole) {
                skipLine();
            }
        }
    }

    private String measurement() throws Refused {
        String name = token(NAME_END, " ,");
        if (name.isEmpty()) {
            throw refused("a measurement's name is missing");
        }
        if (name.charAt(0) == '#') {
            throw refused("a control character in a comment");
        }
        tagComma();
        return name;
    }

    private Map<String, String> tags() throws Refused {
        Map<String, String> tags = new LinkedHashMap<>();
        while (!take(' ')) {
            String key = token(KEY_END, ",= ");
            if (key.isEmpty() || !take('=')) {
                throw refused(key.isEmpty() ? "a tag's key is missing" : "'=' is missing after tag '" + key + "'");
            }
            String value = token(TAG_END, ",= ");
            if (value.isEmpty()) {
                throw refused("tag '" + key + "' has no value");
            }
            if (tags.put(key, value) != null) {
                throw refused("tag '" + key + "' twice");
            }
            if (!more()) {
                throw refused("no field");
            }
            tagComma();
        }
        skip(' ');
        return tags;
    }

    /** A comma says that a tag follows. */
    private void tagComma() throws Refused {
        if (take(',') && (!more() || BLANK.get(text[at] & 0xff))) {
            throw refused("a tag's key is missing after the comma");
        }
    }

    private List<LinePoint.Field> fields() throws Refused {
        List<LinePoint.Field> fields = new ArrayList<>();
        do {
            String key = token(KEY_END, ",= ");
            if (key.isEmpty()) {
                throw refused("a field's key is missing");
            }
            if (!take('=')) {
                throw refused("'=' is missing after field '" + key + "'");
            }
            fields.add(new LinePoint.Field(key, value(key)));
        } while (take(','));
        if (more() && !BLANK.get(text[at] & 0xff)) {
            throw refused("an unexpected character after a field");
        }
        skip(' ');
        return fields;
    }

    private Object value(String key) throws Refused {
        if (take('"')) {
            String string = token(STRING_END, "\\\"");
            if (!take('"')) {
                throw new Refused(at - start + 1, "the text of field '" + key + "' does not end", true);
            }
            return string;
        }
        int from = at;
        while (more() && !VALUE_END.get(text[at] & 0xff)) {
            at++;
        }
        String written = new String(text, from, at - from, StandardCharsets.UTF_8);
        Object value = plain(written);
        if (value == null) {
            throw refused("field '" + key + "' has the value '" + written + "', which is none");
        }
        return value;
    }

    private static @Nullable Object plain(String written) {
        if (TRUE.contains(written) || FALSE.contains(written)) {
            return TRUE.contains(written);
        }
        if (written.isEmpty() || "-.0123456789".indexOf(written.charAt(0)) < 0) {
            return null;
        }
        String digits = written.substring(0, written.length() - 1);
        if (written.endsWith("i") || written.endsWith("u")) {
            boolean unsigned = written.endsWith("u");
            boolean fits = (unsigned ? DIGITS : WHOLE).matcher(digits).matches();
            return fits ? whole(new BigInteger(digits), unsigned) : null;
        }
        double number = FLOAT.matcher(written).matches() ? Double.parseDouble(written) : Double.NaN;
        return Double.isFinite(number) ? number : null;
    }

    private static @Nullable Object whole(BigInteger value, boolean unsigned) {
        if (unsigned) {
            return value.compareTo(UNSIGNED_MAX) <= 0 ? value : null;
        }
        return value.bitLength() < 64 ? value.longValue() : null;
    }

    private @Nullable Long time() throws Refused {
        if (endOfLine()) {
            return null;
        }
        int from = at;
        while (more() && (text[at] == '-' || (text[at] >= '0' && text[at] <= '9'))) {
            at++;
        }
        String written = new String(text, from, at - from, StandardCharsets.US_ASCII);
        if (more() && !BLANK.get(text[at] & 0xff)) {
            throw refused("the time is no whole number");
        }
        skip(' ');
        if (!endOfLine()) {
            throw refused("more text after the time");
        }
        if (written.isEmpty()) {
            return null;
        }
        if (!WHOLE.matcher(written).matches() || new BigInteger(written).bitLength() > 63) {
            throw refused("time '" + written + "' is no whole number of 64 bits");
        }
        return Long.valueOf(written);
    }

    private boolean endOfLine() {
        if (!more() || take('\n')) {
            return true;
        }
        if (text[at] == '\r' && (at + 1 == text.length || text[at + 1] == '\n')) {
            at = Math.min(text.length, at + 2);
            return true;
        }
        return false;
    }

    /** Text up to one of some characters; a backslash gives an escapable one its meaning and else is itself. */
    private String token(BitSet end, String escapable) throws Refused {
        int from = at;
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        while (more() && !end.get(text[at] & 0xff)) {
            if (text[at] == '\\' && at + 1 < text.length && escapable.indexOf(text[at + 1]) >= 0) {
                at++;
            }
            taken.write(text[at++]);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(taken.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused(from - start + 1, "not UTF-8", false);
        }
    }

    private void skipEmpty() {
        boolean empty = true;
        while (empty) {
            int from = at;
            skip(' ');
            empty = false;
            if (more() && text[at] == '#') {
                while (more() && (text[at] & 0xff) != 0x7f && (text[at] & 0xff) >= 32) {
                    at++;
                }
                empty = endOfLine();
                at = empty ? at : from;
            } else if (more() && LINE_END.get(text[at] & 0xff)) {
                empty = endOfLine();
            }
            empty = empty && more();
        }
    }

    private void skipLine() {
        while (more() && text[at] != '\n') {
            at++;
        }
        at = Math.min(text.length, at + 1);
    }

    private void skip(char character) {
        while (more() && text[at] == character) {
            at++;
        }
    }

    private boolean take(char character) {
        boolean found = more() && text[at] == character;
        at += found ? 1 : 0;
        return found;
    }

    private boolean more() {
        return at < text.length;
    }

    private Refused refused(String reason) {
        return new Refused(at - start + 1, reason, false);
    }

    private static BitSet set(String characters) {
        BitSet set = new BitSet(256);
        characters.chars().forEach(set::set);
        return set;
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet both = new BitSet(256);
        both.or(one);
        both.or(other);
        both.set(0, 32);
        return both;
    }
}
