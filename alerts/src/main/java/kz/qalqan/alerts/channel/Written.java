package kz.qalqan.alerts.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of plain maps, lists, texts and numbers. Threads: any. */
final class Written {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Written() {}

    static byte[] json(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a message: " + e.getOriginalMessage(), e);
        }
    }
}
