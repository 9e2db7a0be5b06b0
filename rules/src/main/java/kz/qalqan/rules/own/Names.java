package kz.qalqan.rules.own;

import java.util.regex.Pattern;

/** What names and texts may look like that reach the compiler. */
final class Names {
    /** Prefix of every rule id of a mine's own: no shipped rule begins so. */
    static final String PREFIX = "own-";

    private static final int SENTENCE_MAX = 120;
    private static final Pattern SENTENCE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .,:;()%+≥≤<>=°₂₃₄/–—-]*");
    private static final Pattern ID = Pattern.compile(PREFIX + "[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern LEVEL = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int ID_MAX = 48;
    private static final Pattern LITERAL = Pattern.compile("[\\p{L}\\p{N} ._/:-]*");

    private Names() {}

    static void sentence(Token name) {
        if (!SENTENCE.matcher(name.text()).matches() || name.text().length() > SENTENCE_MAX) {
            throw new Refused(
                    name.line(),
                    "'" + name.text()
                            + "': a rule's name is a sentence of letters, digits, spaces and .,:;()%+-<>=/ of at"
                            + " most " + SENTENCE_MAX + " characters");
        }
    }

    static String id(Token id) {
        if (!ID.matcher(id.text()).matches() || id.text().length() > ID_MAX) {
            throw new Refused(
                    id.line(),
                    "id '" + id.text() + "': allowed is own-… of small letters, digits and hyphens, at most " + ID_MAX);
        }
        return id.text();
    }

    static String level(Token level) {
        if (!LEVEL.matcher(level.text()).matches() || level.text().length() > ID_MAX) {
            throw new Refused(
                    level.line(), "level '" + level.text() + "': allowed are small letters, digits and hyphens");
        }
        return level.text();
    }

    static void literal(Token text) {
        if (!LITERAL.matcher(text.text()).matches()) {
            throw new Refused(
                    text.line(), text.shown() + ": a text in a condition holds letters, digits, spaces and ._/:- only");
        }
    }
}
