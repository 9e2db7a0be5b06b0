package kz.qalqan.ingest.senml;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Labels of a record, in JSON and as CBOR map keys (RFC 8428, tables 1 and 4). */
enum Label {
    BASE_VERSION("bver", -1),
    BASE_NAME("bn", -2),
    BASE_TIME("bt", -3),
    BASE_UNIT("bu", -4),
    BASE_VALUE("bv", -5),
    BASE_SUM("bs", -6),
    NAME("n", 0),
    UNIT("u", 1),
    VALUE("v", 2),
    STRING_VALUE("vs", 3),
    BOOLEAN_VALUE("vb", 4),
    SUM("s", 5),
    TIME("t", 6),
    UPDATE_TIME("ut", 7),
    DATA_VALUE("vd", 8);

    private static final Map<String, Label> IN_JSON =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(label -> label.json, Function.identity()));

    /** Numbers; and words, which are not forbidden. Jackson hands out the numbers as text. */
    private static final Map<String, Label> IN_CBOR = Stream.concat(
                    Arrays.stream(values()).map(label -> Map.entry(label.cbor, label)), IN_JSON.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String json;
    private final String cbor;

    Label(String json, int cbor) {
        this.json = json;
        this.cbor = Integer.toString(cbor);
    }

    static @Nullable Label of(String name, boolean cbor) {
        return (cbor ? IN_CBOR : IN_JSON).get(name);
    }

    boolean isBase() {
        return json.startsWith("b");
    }

    boolean isValue() {
        return this == VALUE || this == STRING_VALUE || this == BOOLEAN_VALUE || this == DATA_VALUE;
    }

    /** As a person would look for it in the payload. */
    String word() {
        return json;
    }
}
