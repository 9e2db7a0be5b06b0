package kz.qalqan.rules.own;

/**
 * A word of a rule file.
 *
 * @param kind what it is
 * @param text the word; of a text what stands between the quotes
 * @param line its line, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        /** A name or keyword. */
        WORD,
        /** {@code $name}. */
        VARIABLE,
        /** {@code "…"}. */
        TEXT,
        NUMBER,
        SIGN,
        /** The end of the file. */
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** As it stood. */
    String source() {
        return kind == Kind.TEXT ? '"' + text + '"' : text;
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end of the file" : "'" + source() + "'";
    }
}
