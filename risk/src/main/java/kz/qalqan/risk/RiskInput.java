package kz.qalqan.risk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What experts say of a workplace, signed and dated: no sensor measures it.
 *
 * @param site name of the site
 * @param workplace name of the workplace
 * @param version 1 for the first, rising
 * @param t Т: danger of injury, 1 to 5
 * @param ob Об: equipment, 1 to 5
 * @param siz СИЗ: protective equipment, 1 to 5
 * @param z З: health of the people, 1 to 5
 * @param note why, in words; may be empty
 * @param by account of who signed it
 * @param at when
 */
public record RiskInput(
        String site,
        String workplace,
        int version,
        BigDecimal t,
        BigDecimal ob,
        BigDecimal siz,
        BigDecimal z,
        String note,
        String by,
        Instant at) {
    private static final BigDecimal MIN = BigDecimal.ONE;
    private static final BigDecimal MAX = new BigDecimal("5");
    private static final int DECIMALS = 2;
    private static final int NOTE_MAX = 2_000;

    /** Refuses values outside of what is allowed, naming the field. */
    public RiskInput {
        t = checked("t", t);
        ob = checked("ob", ob);
        siz = checked("siz", siz);
        z = checked("z", z);
        if (note.length() > NOTE_MAX) {
            throw new IllegalArgumentException("note: at most " + NOTE_MAX + " characters");
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException("by: an input has to be signed");
        }
    }

    private static BigDecimal checked(String field, BigDecimal value) {
        if (value.compareTo(MIN) < 0
                || value.compareTo(MAX) > 0
                || value.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    field + " " + value.toPlainString() + ": allowed is 1 to 5 with at most two decimals");
        }
        return value.setScale(Math.max(0, value.stripTrailingZeros().scale()));
    }
}
