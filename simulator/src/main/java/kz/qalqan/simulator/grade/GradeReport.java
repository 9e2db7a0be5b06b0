package kz.qalqan.simulator.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import kz.qalqan.simulator.grade.Grade.Line;
import kz.qalqan.simulator.grade.Grade.Verdict;
import kz.qalqan.simulator.mine.Truth.Expected;
import org.jspecify.annotations.Nullable;

/** A grade for people's eyes and for programs. */
public final class GradeReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private GradeReport() {}

    /** A table: one line an alert, then the figures. */
    public static String table(Grade grade) {
        StringBuilder out = new StringBuilder(1024);
        out.append(row("verdict", "rule", "place", "came", "expected", "delay"));
        for (Line line : grade.lines()) {
            out.append(row(
                    word(line.verdict()),
                    line.rule(),
                    line.place(),
                    seconds(line.at()),
                    window(line.expected()),
                    seconds(line.delay())));
        }
        out.append(String.format(
                Locale.ROOT,
                "%n%s: caught %d, missed %d, false %d, repeated %d, allowed %d; delay p50 %s p99 %s max %s;"
                        + " readings sent %d, lost %d: %s%n",
                grade.scenario(),
                grade.count(Verdict.CAUGHT),
                grade.count(Verdict.MISSED),
                grade.count(Verdict.FALSE),
                grade.count(Verdict.REPEATED),
                grade.count(Verdict.ALLOWED),
                seconds(grade.delay(0.5)),
                seconds(grade.delay(0.99)),
                seconds(grade.delay(1)),
                grade.readings().sent(),
                grade.readings().lost(),
                grade.perfect() ? "PERFECT" : "NOT PERFECT"));
        return out.toString();
    }

    /** The same as JSON: times in seconds since the start of the telling. */
    public static String json(Grade grade) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", 1);
        root.put("scenario", grade.scenario());
        root.put("perfect", grade.perfect());
        grade.counts().forEach((verdict, count) -> root.put(word(verdict), count));
        ObjectNode delay = root.putObject("delaySeconds");
        delay.put("p50", number(grade.delay(0.5)));
        delay.put("p99", number(grade.delay(0.99)));
        delay.put("max", number(grade.delay(1)));
        ObjectNode readings = root.putObject("readings");
        readings.put("sent", grade.readings().sent());
        readings.put("taken", grade.readings().taken());
        readings.put("dropped", grade.readings().dropped());
        readings.put("lost", grade.readings().lost());
        ArrayNode lines = root.putArray("alerts");
        grade.lines().forEach(line -> line(lines.addObject(), line));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grade of numbers and words cannot be written", e);
        }
    }

    private static void line(ObjectNode node, Line line) {
        node.put("verdict", word(line.verdict()));
        node.put("rule", line.rule());
        node.put("place", line.place());
        if (line.at() != null) {
            node.put("at", number(line.at()));
        }
        if (line.expected() != null) {
            node.put("earliest", number(line.expected().earliest()));
            node.put("latest", number(line.expected().latest()));
        }
        Duration delay = line.delay();
        if (delay != null) {
            node.put("delay", number(delay));
        }
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-9s %-24s %-26s %10s %15s %9s%n", (Object[]) cells);
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String window(@Nullable Expected expected) {
        return expected == null
                ? "-"
                : expected.earliest().toSeconds() + ".." + expected.latest().toSeconds() + " s";
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : String.format(Locale.ROOT, "%.1f s", number(time));
    }

    private static double number(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
