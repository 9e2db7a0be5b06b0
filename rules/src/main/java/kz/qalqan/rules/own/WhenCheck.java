package kz.qalqan.rules.own;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.qalqan.telemetry.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Checks a condition word by word against a grammar that holds facts, their properties, texts and comparisons, and
 * nothing else. A call, a class, a number, a pattern over facts that does not exist: each has no place to stand.
 *
 * <pre>
 * condition  = { ( "not" | "exists" ) group } [ $x ":" ] pattern { ( "not" | "exists" ) group }
 * group      = pattern | "(" pattern { [ "and" ] pattern } ")"
 * pattern    = Fact "(" [ constraint { "," constraint } ] ")"
 * constraint = and { "||" and }        and = one { "&&" one }
 * one        = "!" one | "(" constraint ")" | operand [ relation ]
 * relation   = ( "==" | "!=" | "contains" | "memberOf" ) operand | [ "not" ] "in" "(" "text" { "," "text" } ")"
 * operand    = property | $x "." property | "text" | "true" | "false"
 * </pre>
 */
final class WhenCheck {
    /** Facts asked about in all. */
    static final int PATTERNS_MAX = 6;

    private static final Map<String, String> NOT_OURS = Map.of(
            "eval", "eval is not allowed: Drools does not look at it again when a fact changes, and an alarm is missed",
            "from", "from is not allowed: Drools does not look at it again when a fact changes, and an alarm is missed",
            "accumulate", "accumulate is not allowed",
            "acc", "accumulate is not allowed",
            "collect", "collect is not allowed",
            "forall", "forall is not allowed: say it with not",
            "over", "windows are not allowed here: a @limit has a span",
            "or", "or between facts is not allowed: write two rules with the same @finding",
            "matches", "matches is not allowed, a pattern may take for ever: list the texts with in ( … )",
            "new", "own rules make nothing");

    private final OwnRule rule;
    private final Cursor cursor;
    private final Map<String, String> bound = new HashMap<>();
    private final Map<String, String> local = new HashMap<>();
    private final Set<String> declared = new HashSet<>();
    private String fact = "";
    private boolean based;
    private int patterns;

    WhenCheck(OwnRule rule, List<Token> when) {
        this.rule = rule;
        Token last = when.get(when.size() - 1);
        when.add(new Token(Token.Kind.END, "", last.line()));
        this.cursor = new Cursor(when);
    }

    void check() {
        while (!cursor.ended()) {
            Token first = cursor.peek();
            if (first.is("not") || first.is("exists")) {
                cursor.next();
                group();
                local.clear();
            } else {
                basis(first);
            }
        }
        if (!based) {
            throw new Refused(
                    rule.line(), "a rule needs a fact that is there: with not and exists alone it has no place");
        }
        place();
    }

    private void basis(Token first) {
        pattern(bound);
        if (based) {
            throw new Refused(
                    first.line(),
                    "a rule stands on one fact, so that no two facts meet as often as there are pairs: ask about more"
                            + " with exists or not");
        }
        based = true;
    }

    private void group() {
        if (!cursor.takes("(")) {
            pattern(local);
            return;
        }
        pattern(local);
        while (!cursor.takes(")")) {
            cursor.takes("and");
            pattern(local);
        }
    }

    private void pattern(Map<String, String> scope) {
        Token variable = null;
        if (cursor.peek().is(Token.Kind.VARIABLE)) {
            variable = cursor.next();
            cursor.expect(":", "behind " + variable.text());
        }
        Token name = cursor.peek();
        refuseKeyword(name);
        if (!name.is(Token.Kind.WORD) || !Vocabulary.PROPERTIES.containsKey(name.text())) {
            throw cursor.wrong("no such fact; there are " + String.join(", ", Vocabulary.PROPERTIES.keySet()));
        }
        cursor.next();
        if (++patterns > PATTERNS_MAX) {
            throw new Refused(name.line(), "a rule asks about at most " + PATTERNS_MAX + " facts");
        }
        fact = name.text();
        if (variable != null && !declared.add(variable.text())) {
            throw new Refused(
                    variable.line(),
                    variable.text() + " stands for two facts: Drools takes that and lets the rule fire for facts that"
                            + " have nothing to do with each other");
        }
        cursor.expect("(", "behind " + fact);
        if (!cursor.peek().is(")")) {
            constraint();
            while (cursor.takes(",")) {
                constraint();
            }
        }
        refuseKeyword(cursor.peek());
        cursor.expect(")", "to end " + fact);
        if (variable != null) {
            scope.put(variable.text(), fact);
        }
        refuseKeyword(cursor.peek());
    }

    private static void refuseKeyword(Token token) {
        String reason = token.is(Token.Kind.WORD) ? NOT_OURS.get(token.text()) : null;
        if (reason != null) {
            throw new Refused(token.line(), reason);
        }
    }

    private void constraint() {
        do {
            one();
        } while (cursor.takes("||") || cursor.takes("&&"));
    }

    private void one() {
        if (cursor.takes("!")) {
            one();
            return;
        }
        if (cursor.takes("(")) {
            constraint();
            cursor.expect(")", "to end the bracket");
            return;
        }
        Token first = cursor.peek();
        Operand left = operand();
        Token sign = cursor.peek();
        if (sign.is("==") || sign.is("!=") || sign.is("contains") || sign.is("memberOf")) {
            cursor.next();
            compare(left, sign, operand());
        } else if (sign.is("in") || (sign.is("not") && cursor.peek(1).is("in"))) {
            cursor.takes("not");
            cursor.next();
            list(left);
        } else if (left.type() != Vocabulary.Type.FLAG || left.literal() != null) {
            refuseKeyword(sign);
            throw new Refused(
                    sign.line(),
                    "behind " + first.shown() + " stands " + sign.shown()
                            + ": allowed are ==, !=, in, not in, contains, memberOf");
        }
    }

    private void list(Operand left) {
        cursor.expect("(", "behind in");
        do {
            compare(left, new Token(Token.Kind.SIGN, "==", cursor.peek().line()), text());
        } while (cursor.takes(","));
        cursor.expect(")", "to end the list");
    }

    private Operand text() {
        Token text = cursor.expect(Token.Kind.TEXT, "a text in double quotes");
        Names.literal(text);
        return new Operand(Vocabulary.Type.TEXT, text, "");
    }

    /**
     * One side of a comparison.
     *
     * @param type what it is
     * @param literal the text or flag as written; null for a property
     * @param property of the fact being asked; empty for anything else
     */
    private record Operand(Vocabulary.Type type, @Nullable Token literal, String property) {}

    private Operand operand() {
        Token first = cursor.peek();
        if (first.is(Token.Kind.TEXT)) {
            return text();
        }
        if (first.is("true") || first.is("false")) {
            return new Operand(Vocabulary.Type.FLAG, cursor.next(), "");
        }
        if (first.is(Token.Kind.NUMBER) || first.is("-")) {
            throw cursor.wrong("facts carry no numbers: say the number in a @limit and ask for Exceeded");
        }
        if (first.is(Token.Kind.VARIABLE)) {
            return other();
        }
        refuseKeyword(first);
        Token name = cursor.expect(Token.Kind.WORD, "a property of " + fact);
        if (cursor.peek().is("(") || cursor.peek().is(".")) {
            throw new Refused(
                    name.line(), "'" + name.text() + cursor.peek().text() + "': calls and classes are not allowed");
        }
        return new Operand(type(fact, name), null, name.text());
    }

    private Operand other() {
        Token variable = cursor.next();
        if (cursor.peek().is(":")) {
            throw cursor.wrong("only facts are named, not their properties: use the fact's name and a point");
        }
        String whose = local.getOrDefault(variable.text(), bound.getOrDefault(variable.text(), ""));
        if (whose.isEmpty()) {
            throw new Refused(
                    variable.line(),
                    variable.text() + " is no fact named before, or one that stands inside not or exists");
        }
        cursor.expect(".", "behind " + variable.text());
        Token name = cursor.expect(Token.Kind.WORD, "a property of " + whose);
        if (cursor.peek().is("(") || cursor.peek().is(".")) {
            throw new Refused(name.line(), "'" + name.text() + cursor.peek().text() + "': calls are not allowed");
        }
        return new Operand(type(whose, name), null, "");
    }

    private static Vocabulary.Type type(String fact, Token property) {
        Map<String, Vocabulary.Type> properties = Vocabulary.PROPERTIES.getOrDefault(fact, Map.of());
        Vocabulary.Type type = properties.get(property.text());
        if (type == null) {
            throw new Refused(
                    property.line(),
                    fact + " has no '" + property.text() + "': it has "
                            + String.join(", ", new TreeSet<>(properties.keySet())));
        }
        return type;
    }

    private void compare(Operand left, Token sign, Operand right) {
        boolean fits =
                switch (sign.text()) {
                    case "contains" -> left.type() == Vocabulary.Type.TEXTS && right.type() == Vocabulary.Type.TEXT;
                    case "memberOf" -> left.type() == Vocabulary.Type.TEXT && right.type() == Vocabulary.Type.TEXTS;
                    default -> left.type() == right.type() && left.type() != Vocabulary.Type.TEXTS;
                };
        if (!fits || left.literal() != null) {
            throw new Refused(
                    sign.line(),
                    "'" + sign.text() + "' cannot compare these two: a property stands left, and both sides are of one"
                            + " kind (a set contains a text, a text is memberOf a set)");
        }
        Token literal = right.literal();
        if (literal != null && left.property().equals("quantity")) {
            try {
                Quantity.of(literal.text());
            } catch (IllegalArgumentException e) {
                throw new Refused(literal.line(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** The finding's place must be a fact that is there. */
    private void place() {
        String at = rule.finding().at();
        if (at.equals("site")) {
            return;
        }
        int dot = at.indexOf('.');
        String variable = dot < 0 ? at : at.substring(0, dot);
        String property = dot < 0 ? "sensor" : at.substring(dot + 1);
        String whose = bound.getOrDefault(variable, "");
        Map<String, Vocabulary.Type> properties = Vocabulary.PROPERTIES.getOrDefault(whose, Map.of());
        boolean allowed = dot < 0 || property.equals("zone") || property.equals("section");
        if (!allowed || !properties.containsKey(property)) {
            throw new Refused(
                    rule.line(),
                    "@finding at = \"" + at + "\": allowed are \"site\" and, of a fact named outside of not and exists"
                            + " that has it, \"$x\" (its sensor), \"$x.zone\", \"$x.section\"");
        }
    }
}
