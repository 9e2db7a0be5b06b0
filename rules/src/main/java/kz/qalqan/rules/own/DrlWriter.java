package kz.qalqan.rules.own;

import java.util.List;
import kz.qalqan.rules.own.OwnRule.OwnFinding;

/**
 * Writes what Drools compiles: head and consequence are ours, the condition is that of the file word by word, each on
 * its own line, so that the compiler's lines are those of the file.
 */
final class DrlWriter {
    static final String PACKAGE = "qalqan.own";

    private static final String VIOLATION = "kz.qalqan.rules.facts.Violation";

    private final StringBuilder out = new StringBuilder();
    private int line = 1;

    private DrlWriter() {}

    /** The rules of one file. */
    static String write(List<OwnRule> rules) {
        DrlWriter writer = new DrlWriter();
        writer.out.append("package ").append(PACKAGE).append(";");
        Vocabulary.classes()
                .forEach(name -> writer.out.append(" import ").append(name).append(";"));
        rules.forEach(writer::rule);
        return writer.out.append('\n').toString();
    }

    /** What goes for findings of own rules as for ours. */
    static String frame() {
        return """
                package %s;
                import kz.qalqan.rules.facts.*;
                rule "A calibration speaks for what its test gas raises by own rules"
                when
                    $c : Calibrating()
                    $v : Violation( sensor == $c.sensor )
                then insertLogical( Suppression.ofTest( $v, $c ) );
                end
                """.formatted(PACKAGE);
    }

    private void rule(OwnRule rule) {
        to(rule.line());
        out.append(" rule \"").append(rule.name()).append("\" when");
        boolean apart = true;
        for (OwnRule.Word word : rule.when()) {
            to(word.line());
            boolean point = word.text().equals(".");
            out.append(apart && !point ? " " : "").append(word.text());
            apart = !point;
        }
        out.append(' ').append(consequence(rule.finding())).append(" end");
    }

    private void to(int wanted) {
        while (line < wanted) {
            out.append('\n');
            line++;
        }
    }

    /** The one thing an own rule may do. */
    static String consequence(OwnFinding finding) {
        String data = "\"" + finding.id() + "\", \"" + finding.level() + "\"";
        String at = finding.at();
        if (at.equals("site")) {
            return "then insertLogical( " + VIOLATION + ".ofSite( " + data + " ) );";
        }
        int dot = at.indexOf('.');
        if (dot < 0) {
            return "then insertLogical( " + VIOLATION + ".at( " + at + ".getSensor(), " + data + " ) );";
        }
        String getter = at.endsWith(".zone") ? "getZone()" : "getSection()";
        return "then insertLogical( " + VIOLATION + ".in( " + at.substring(0, dot) + "." + getter + ", " + data
                + " ) );";
    }
}
