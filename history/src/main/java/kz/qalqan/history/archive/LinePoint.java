package kz.qalqan.history.archive;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of line protocol.
 *
 * @param measurement its name
 * @param tags in the order of the line; no key twice
 * @param fields in the order of the line
 * @param time as written, in the precision of the writer; null when there is none
 */
record LinePoint(
        String measurement,
        Map<String, String> tags,
        List<Field> fields,
        @Nullable Long time) {
    /**
     * One field.
     *
     * @param key its name
     * @param value a Double, a Long, a BigInteger (unsigned), a Boolean or a String
     */
    record Field(String key, Object value) {}
}
