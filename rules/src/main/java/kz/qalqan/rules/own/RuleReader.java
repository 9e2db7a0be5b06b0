package kz.qalqan.rules.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a file of own rules. The whole grammar is here: what is not in it cannot be written.
 *
 * <pre>
 * file  = { rule }
 * rule  = "rule" "name" { "@" word "(" word "=" value { "," word "=" value } ")" } "when" condition [ "then" ] "end"
 * </pre>
 *
 * <p>Threads: one.
 */
final class RuleReader {
    private static final Map<String, String> NOT_OURS = Map.of(
            "import", "own imports are not allowed: every fact is known already",
            "package", "a package is not needed: leave it out",
            "function", "own functions are not allowed: a rule holds conditions only",
            "global", "globals are not allowed",
            "query", "queries are not allowed",
            "declare", "own types are not allowed",
            "unit", "rule units are not allowed",
            "dialect", "a dialect is not needed: leave it out");

    private final String file;
    private final Cursor cursor;
    private final List<OwnRule> rules = new ArrayList<>();
    private final List<RuleFault> faults;

    private RuleReader(String file, Cursor cursor, List<RuleFault> faults) {
        this.file = file;
        this.cursor = cursor;
        this.faults = faults;
    }

    /** The rules of a file; what is wrong goes to {@code faults}, rule by rule. */
    static List<OwnRule> read(String file, String text, List<RuleFault> faults) {
        try {
            RuleReader reader = new RuleReader(file, new Cursor(Lexer.tokens(text)), faults);
            reader.all();
            return reader.rules;
        } catch (Refused e) {
            faults.add(new RuleFault(file, e.line, e.reason()));
            return List.of();
        }
    }

    private void all() {
        while (!cursor.ended()) {
            try {
                rules.add(rule());
            } catch (Refused e) {
                faults.add(new RuleFault(file, e.line, e.reason()));
                skip();
            }
        }
    }

    /** To the next rule, so that one fault does not hide the others. */
    private void skip() {
        while (!cursor.ended() && !(cursor.peek().is("rule") && cursor.peek(1).is(Token.Kind.TEXT))) {
            cursor.next();
        }
    }

    private OwnRule rule() {
        Token first = cursor.peek();
        if (!first.is("rule")) {
            throw new Refused(
                    first.line(),
                    NOT_OURS.getOrDefault(
                            first.text(), first.shown() + ": a file holds nothing but rules: rule \"…\" … when … end"));
        }
        cursor.next();
        Token name = cursor.expect(Token.Kind.TEXT, "the rule's name in double quotes");
        Names.sentence(name);
        List<Annotation> annotations = new ArrayList<>();
        while (cursor.takes("@")) {
            annotations.add(annotation());
        }
        if (!cursor.peek().is("when")) {
            throw cursor.wrong(
                    "'when' was expected; a rule has no attributes, no salience, no dialect and extends none");
        }
        int line = cursor.next().line();
        List<Token> when = condition(line);
        return new RuleData(name, annotations).rule(file, when);
    }

    private List<Token> condition(int line) {
        int from = cursor.position();
        while (!cursor.peek().is("end") && !cursor.peek().is("then")) {
            if (cursor.ended() || (cursor.peek().is("rule") && cursor.peek(1).is(Token.Kind.TEXT))) {
                throw new Refused(line, "this rule has no 'end'");
            }
            cursor.next();
        }
        List<Token> when = List.copyOf(cursor.since(from));
        if (cursor.takes("then") && !cursor.peek().is("end")) {
            throw cursor.wrong("own consequences are not allowed: what follows from the condition is generated");
        }
        cursor.next();
        if (when.isEmpty()) {
            throw new Refused(line, "'when' says nothing");
        }
        return when;
    }

    private Annotation annotation() {
        Token name = cursor.expect(Token.Kind.WORD, "finding, says, action or limit");
        cursor.expect("(", "behind @" + name.text());
        Map<String, Token> values = new TreeMap<>();
        do {
            Token key = cursor.expect(Token.Kind.WORD, "a name");
            cursor.expect("=", "behind " + key.text());
            boolean negative = cursor.takes("-");
            Token value = cursor.next();
            if (!value.is(Token.Kind.TEXT) && !value.is(Token.Kind.NUMBER)) {
                throw new Refused(value.line(), value.shown() + ": a text in double quotes or a number was expected");
            }
            if (negative) {
                value = new Token(value.kind(), "-" + value.text(), value.line());
            }
            if (values.put(key.text(), value) != null) {
                throw new Refused(key.line(), "@" + name.text() + " says " + key.text() + " twice");
            }
        } while (cursor.takes(","));
        cursor.expect(")", "to end @" + name.text());
        return new Annotation(name.text(), name.line(), values);
    }

    /**
     * {@code @name( key = value, … )}.
     *
     * @param name its name
     * @param line its line
     * @param values its values by key
     */
    record Annotation(String name, int line, Map<String, Token> values) {}
}
