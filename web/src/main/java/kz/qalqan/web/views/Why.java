package kz.qalqan.web.views;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.alerts.Alert;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Why an alert was raised: from the evidence kept then, so that it reads the same in a year. */
public final class Why {
    private static final double MILLIS = 1000;

    private final Alert alert;
    private final Evidence evidence;

    private Why(Alert alert) {
        this.alert = alert;
        this.evidence = alert.evidence();
    }

    /** The reason. */
    public static Map<String, @Nullable Object> of(Alert alert) {
        return new Why(alert).view();
    }

    private Map<String, @Nullable Object> view() {
        return Json.object(
                "alert", alert.id(),
                "rule",
                        Json.object(
                                "id", alert.rule(),
                                "sentence", evidence.rule(),
                                "pack", evidence.pack(),
                                "engine", evidence.engine()),
                "limit", limit(),
                "value", alert.value().value(),
                "unit", alert.value().unit(),
                "measuredAt", alert.life().measuredAt(),
                "raisedAt", alert.life().raisedAt(),
                "delay", delay(),
                "late", alert.life().late(),
                "facts", new TreeMap<>(evidence.facts()),
                "readings", evidence.readings().stream().map(Why::sample).toList(),
                "words",
                        new Texts(
                                words(alert.subject().text().en(), EN),
                                words(alert.subject().text().ru(), RU),
                                words(alert.subject().text().kk(), KK)));
    }

    private @Nullable Map<String, @Nullable Object> limit() {
        return evidence.limitId().isEmpty()
                ? null
                : Json.object(
                        "id", evidence.limitId(),
                        "version", evidence.limitVersion(),
                        "source", evidence.source(),
                        "value", alert.value().limit(),
                        "unit", alert.value().unit());
    }

    private static Map<String, @Nullable Object> sample(Evidence.Sample sample) {
        return Json.object(
                "sensor", sample.sensor(),
                "t", sample.measuredAt(),
                "v", sample.value(),
                "quality", sample.quality().word());
    }

    /** Seconds from measuring to raising. */
    private double delay() {
        return Duration.between(alert.life().measuredAt(), alert.life().raisedAt())
                        .toMillis()
                / MILLIS;
    }

    /** Sentences of one language; each takes what {@link #words} hands it. */
    private record Language(
            String rule, String value, String limit, String raised, String late, String facts, String readings) {}

    private static final Language EN = new Language(
            "Rule: %s (rule pack %s, engine %s).",
            "Measured: %s %s at %s.",
            "Limit: %s %s (%s, version %d, source %s).",
            "Raised at %s, %.1f s after the measurement.",
            "The reading came late: it changes no live state.",
            "Facts: %s.",
            "Readings used: %d, the last %s with quality %s.");

    private static final Language RU = new Language(
            "Правило: %s (набор правил %s, движок %s).",
            "Измерено: %s %s в %s.",
            "Предел: %s %s (%s, версия %d, источник %s).",
            "Поднято в %s, через %.1f с после измерения.",
            "Показание пришло с опозданием и текущее состояние не меняет.",
            "Обстоятельства: %s.",
            "Использовано показаний: %d, последнее %s, качество %s.");

    private static final Language KK = new Language(
            "Ереже: %s (ережелер жинағы %s, қозғалтқыш %s).",
            "Өлшенді: %s %s, уақыты %s.",
            "Шек: %s %s (%s, нұсқа %d, дереккөз %s).",
            "Дабыл уақыты %s, өлшеуден %.1f с кейін.",
            "Көрсеткіш кешігіп келді, ағымдағы күйді өзгертпейді.",
            "Мән-жайлар: %s.",
            "Пайдаланылған көрсеткіштер: %d, соңғысы %s, сапасы %s.");

    private String words(String text, Language said) {
        List<String> sentences = new ArrayList<>(List.of(text + "."));
        sentences.add(say(said.rule(), evidence.rule(), evidence.pack(), evidence.engine()));
        if (Double.isFinite(alert.value().value())) {
            sentences.add(say(
                    said.value(),
                    number(alert.value().value()),
                    alert.value().unit(),
                    Json.time(alert.life().measuredAt())));
        }
        if (!evidence.limitId().isEmpty()) {
            sentences.add(say(
                    said.limit(),
                    number(alert.value().limit()),
                    alert.value().unit(),
                    evidence.limitId(),
                    evidence.limitVersion(),
                    evidence.source().isEmpty() ? "–" : evidence.source()));
        }
        sentences.add(
                alert.life().late()
                        ? said.late()
                        : say(said.raised(), Json.time(alert.life().raisedAt()), delay()));
        if (!evidence.facts().isEmpty()) {
            sentences.add(say(said.facts(), facts()));
        }
        if (!evidence.readings().isEmpty()) {
            Evidence.Sample last = evidence.readings().get(evidence.readings().size() - 1);
            sentences.add(say(
                    said.readings(),
                    evidence.readings().size(),
                    number(last.value()) + " " + last.sensor().quantity().unit(),
                    last.quality().word()));
        }
        return String.join(" ", sentences);
    }

    private String facts() {
        return new TreeMap<>(evidence.facts())
                .entrySet().stream()
                        .map(fact -> fact.getKey() + " = " + fact.getValue())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
    }

    @SuppressWarnings("FormatStringAnnotation") // the sentences are the constants above
    private static String say(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "–";
    }
}
