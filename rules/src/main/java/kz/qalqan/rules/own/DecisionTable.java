package kz.qalqan.rules.own;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;

/**
 * A decision table as own rules: Drools writes each row out as a rule, which is then read like any other, so that a
 * table can say no more than a rule file. Columns are NAME, METADATA and CONDITION; an ACTION would be refused.
 */
final class DecisionTable {
    private static final Pattern ROW = Pattern.compile("// rule values at [A-Z]+([0-9]+), .*");

    private DecisionTable() {}

    static boolean is(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".csv") || lower.endsWith(".xlsx");
    }

    /**
     * The rules of a table, each on the line that is its row.
     *
     * @throws Refused when it is no table
     */
    @SuppressWarnings("IllegalCatch") // POI and Drools throw of all kinds at what is no table
    static String text(String name, byte[] bytes) {
        InputType type = name.toLowerCase(Locale.ROOT).endsWith(".csv") ? InputType.CSV : InputType.XLS;
        String drl;
        try {
            drl = new SpreadsheetCompiler().compile(new ByteArrayInputStream(bytes), type);
        } catch (RuntimeException e) {
            throw new Refused(0, "this is no decision table Drools can read: " + e.getMessage());
        }
        return rows(drl);
    }

    private static String rows(String drl) {
        StringBuilder out = new StringBuilder();
        int line = 1;
        boolean any = false;
        for (String written : blocks(drl)) {
            Matcher row = ROW.matcher(written.lines().findFirst().orElse(""));
            if (row.matches()) {
                int wanted = Integer.parseInt(row.group(1));
                while (line < wanted) {
                    out.append('\n');
                    line++;
                }
                out.append(oneLine(written));
                any = true;
            } else {
                out.append(head(written));
            }
        }
        if (!any) {
            throw new Refused(0, "this table has no rows of rules: it needs a cell 'RuleTable …' and rows below it");
        }
        return out.append('\n').toString();
    }

    /** The head, then each row with its comment. */
    private static List<String> blocks(String drl) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        for (String line : drl.lines().toList()) {
            if (ROW.matcher(line).matches()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            block.append(line).append('\n');
        }
        blocks.add(block.toString());
        return blocks;
    }

    /** What stands before the rows: nothing of it is ours but Drools' own package and comment. */
    private static String head(String block) {
        StringBuilder rest = new StringBuilder();
        block.lines()
                .filter(line -> !line.startsWith("package ") && !line.startsWith("//") && !line.isBlank())
                .forEach(line -> rest.append(line).append(' '));
        return rest.toString();
    }

    private static String oneLine(String block) {
        return block.lines()
                        .skip(1)
                        .map(String::strip)
                        .reduce("", (a, b) -> a + " " + b)
                        .strip() + " ";
    }
}
