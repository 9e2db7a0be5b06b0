package kz.qalqan.rules.own;

import java.util.List;

/** A place among the words of a file. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    int position() {
        return at;
    }

    List<Token> since(int position) {
        return tokens.subList(position, at);
    }

    boolean ended() {
        return peek().is(Token.Kind.END);
    }

    /** Takes the word if it is next. */
    boolean takes(String word) {
        boolean found = peek().is(word);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String word, String where) {
        if (!takes(word)) {
            throw wrong("'" + word + "' was expected " + where);
        }
    }

    Token expect(Token.Kind kind, String what) {
        if (!peek().is(kind)) {
            throw wrong(what + " was expected");
        }
        return next();
    }

    /** A refusal of what is next. */
    Refused wrong(String what) {
        return new Refused(peek().line(), peek().shown() + ": " + what);
    }
}
