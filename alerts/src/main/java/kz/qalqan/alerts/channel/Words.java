package kz.qalqan.alerts.channel;

import java.math.BigDecimal;
import java.math.MathContext;
import kz.qalqan.alerts.Alert;

/** Short words for people. */
final class Words {
    private static final MathContext DIGITS = new MathContext(6);

    private Words() {}

    /** The value beside its limit, such as {@code 1.2 % (limit 1 %)}; empty where there is none. */
    static String value(Alert alert) {
        double value = alert.value().value();
        double limit = alert.value().limit();
        String unit = alert.value().unit().isEmpty() ? "" : " " + alert.value().unit();
        if (!Double.isFinite(value)) {
            return "";
        }
        return number(value) + unit + (Double.isFinite(limit) ? " (limit " + number(limit) + unit + ")" : "");
    }

    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** On one line, without control characters: fit for a header. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
