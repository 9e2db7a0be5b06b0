package kz.qalqan.telemetry;

/**
 * One sentence in the three languages of the control room.
 *
 * @param en English
 * @param ru Russian
 * @param kk Kazakh
 */
public record Texts(String en, String ru, String kk) {
    /** The same text in all three, for names that need no translation. */
    public static Texts same(String text) {
        return new Texts(text, text, text);
    }
}
