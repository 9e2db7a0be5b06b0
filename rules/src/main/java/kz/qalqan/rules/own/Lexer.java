package kz.qalqan.rules.own;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rule file into words. What could mean one thing here and another in generated Java is refused: backslashes
 * first of all, because Java reads {@code \\u0022} as a quote wherever it stands.
 *
 * <p>Threads: one.
 */
final class Lexer {
    private static final List<String> SIGNS =
            List.of("==", "!=", "&&", "||", ">=", "<=", "(", ")", ",", ":", ".", "@", "=", "<", ">", "!", "-");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private Lexer(String source) {
        this.source = source;
    }

    /** All words, the last being the end. */
    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.all();
        return lexer.tokens;
    }

    private void all() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (source.startsWith("//", at)) {
                at = end(source.indexOf('\n', at));
            } else if (source.startsWith("/*", at)) {
                comment();
            } else if (c == '"') {
                text();
            } else if (c == '$' || Character.isLetter(c) || c == '_') {
                word();
            } else if (Character.isDigit(c)) {
                number();
            } else {
                sign();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", line));
    }

    private int end(int found) {
        return found < 0 ? source.length() : found;
    }

    private void comment() {
        int close = source.indexOf("*/", at + 2);
        if (close < 0) {
            throw new Refused(line, "this comment does not end");
        }
        line += (int) source.substring(at, close).chars().filter(c -> c == '\n').count();
        at = close + 2;
    }

    private void text() {
        int from = ++at;
        while (at < source.length() && source.charAt(at) != '"') {
            char c = source.charAt(at);
            if (c == '\n') {
                throw new Refused(line, "this text does not end on its line");
            }
            if (c == '\\' || Character.isISOControl(c)) {
                throw new Refused(line, "a text may hold no backslash and no control character");
            }
            at++;
        }
        if (at >= source.length()) {
            throw new Refused(line, "this text does not end on its line");
        }
        tokens.add(new Token(Token.Kind.TEXT, source.substring(from, at), line));
        at++;
    }

    private void word() {
        int from = at++;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
            at++;
        }
        String word = source.substring(from, at);
        if (word.startsWith("$") && word.length() == 1) {
            throw new Refused(line, "a variable needs a name behind its $");
        }
        if (!word.chars().allMatch(c -> c < 128)) {
            throw new Refused(line, "'" + word + "': names are written in Latin letters; texts stand in double quotes");
        }
        tokens.add(new Token(word.startsWith("$") ? Token.Kind.VARIABLE : Token.Kind.WORD, word, line));
    }

    private void number() {
        int from = at;
        while (at < source.length() && (Character.isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
            at++;
        }
        tokens.add(new Token(Token.Kind.NUMBER, source.substring(from, at), line));
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (source.startsWith(sign, at)) {
                tokens.add(new Token(Token.Kind.SIGN, sign, line));
                at += sign.length();
                return;
            }
        }
        char c = source.charAt(at);
        throw new Refused(
                line,
                c == '\''
                        ? "texts stand in double quotes"
                        : c == ';'
                                ? "';' does not belong here: own rules hold no statements"
                                : "'" + c + "' does not belong into a rule");
    }
}
