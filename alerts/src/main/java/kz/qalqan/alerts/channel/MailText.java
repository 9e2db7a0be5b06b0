package kz.qalqan.alerts.channel;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.qalqan.alerts.Alert;
import kz.qalqan.telemetry.Texts;

/** What a mail says: the same in Kazakh, Russian and English. */
final class MailText {
    static final String TEST_SUBJECT = "[TEST] Qalqan";
    static final String TEST_BODY = """
            Бұл Qalqan жүйесінің сынақ хаты. Ештеңе болған жоқ.
            Это проверочное письмо Qalqan. Ничего не случилось.
            This is a test mail of Qalqan. Nothing has happened.
            """;

    private MailText() {}

    static String subject(Message message, Places places) {
        Alert alert = message.alert();
        String place = places.of(alert.site(), alert.zone()).ru();
        String what = alert.subject().text().ru();
        return "[" + head(message) + "] " + place + ": " + what;
    }

    /** The word by which a mail is seen among hundreds. */
    private static String head(Message message) {
        String priority = message.alert().priority().word().toUpperCase(Locale.ROOT);
        return switch (message.reason()) {
            case ASKS -> message.alert().life().late() ? priority + " LATE" : priority;
            case ESCALATED -> priority + " NOT ANSWERED";
            case ANSWERED -> "answered";
            case CLOSED -> "ended";
            case CHANGED -> "changed";
        };
    }

    static String body(Message message, Places places) {
        Alert alert = message.alert();
        StringBuilder text = new StringBuilder();
        for (Function<Texts, String> language : List.<Function<Texts, String>>of(Texts::kk, Texts::ru, Texts::en)) {
            text.append(language.apply(places.of(alert.site(), alert.zone()))).append('\n');
            text.append(language.apply(alert.subject().text())).append('\n');
            if (message.reason() != Reason.CLOSED) {
                text.append(language.apply(alert.subject().action())).append('\n');
            }
            text.append('\n');
        }
        String value = Words.value(alert);
        line(text, "value", value);
        line(text, "state", alert.state().word());
        line(text, "raised", alert.life().raisedAt().toString());
        line(text, "measured", alert.life().measuredAt().toString());
        String people = message.audience().people().stream()
                .map(person -> person.name() + " (" + person.role()
                        + (person.phone().isEmpty() ? "" : ", " + person.phone()) + ")")
                .collect(Collectors.joining(", "));
        line(text, message.reason() == Reason.ESCALATED ? "called" : "may stand down", people);
        line(text, "event", message.event() + " " + message.at());
        line(text, "id", message.id());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }
}
