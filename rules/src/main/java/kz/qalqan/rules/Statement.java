package kz.qalqan.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Texts;

/**
 * What one level of one rule says when it holds.
 *
 * @param rule rule id of contract 7
 * @param level level within the rule
 * @param priority how urgent
 * @param hold what it needs to end
 * @param text what is wrong
 * @param action what to do
 */
record Statement(String rule, String level, Priority priority, Hold hold, Texts text, Texts action) {

    static String name(String rule, String level) {
        return rule + ":" + level;
    }

    /** What is left to say of an own rule that is no longer there. */
    static Statement former(String rule, String level) {
        return new Statement(
                rule,
                level,
                Priority.LOW,
                Hold.HELD,
                new Texts(
                        "The own rule " + rule + " is no longer in force",
                        "Собственное правило " + rule + " больше не действует",
                        rule + " өз ережесі енді күшінде емес"),
                new Texts("Nothing to do", "Ничего не требуется", "Ештеңе қажет емес"));
    }

    /** All statements by {@code rule:level}, in the order of the file. */
    static Map<String, Statement> read() {
        Map<String, Statement> found = new LinkedHashMap<>();
        JsonNode all = Resources.json("presets/statements.json").path("statements");
        all.properties().forEach(entry -> {
            String[] name = entry.getKey().split(":", 2);
            JsonNode node = entry.getValue();
            found.put(
                    entry.getKey(),
                    new Statement(
                            name[0],
                            name[1],
                            Priority.valueOf(node.path("priority").asText().toUpperCase(Locale.ROOT)),
                            Hold.valueOf(node.path("hold").asText().toUpperCase(Locale.ROOT)),
                            texts(node.path("text")),
                            texts(node.path("action"))));
        });
        return found;
    }

    private static Texts texts(JsonNode node) {
        return new Texts(
                node.path(0).asText(), node.path(1).asText(), node.path(2).asText());
    }
}
