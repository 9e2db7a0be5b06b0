package kz.qalqan.web.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.history.StoreFault;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.live.LatestReadings;
import kz.qalqan.web.views.ReadingView;
import org.jspecify.annotations.Nullable;

/** The stored past and the last values. */
public final class ReadingCalls {
    /** Raw readings of an answer when the question does not say. */
    static final int RAW_DEFAULT = 10_000;

    private static final Duration PAST_DEFAULT = Duration.ofHours(1);
    private static final double MILLIS = 1000;
    private static final long RETRY_SECONDS = 10;

    private final Supplier<Plan> plan;
    private final ReadingQuery history;
    private final LatestReadings latest;
    private final InstantSource clock;

    /** Calls on this history. */
    public ReadingCalls(Supplier<Plan> plan, ReadingQuery history, LatestReadings latest, InstantSource clock) {
        this.plan = plan;
        this.history = history;
        this.latest = latest;
        this.clock = clock;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("latestReadings", this::latest, "readings", this::readings);
    }

    private Answer latest(Question question) {
        Optional<String> site = question.query("site");
        Plan now = plan.get();
        return Answer.ok(Json.object(
                "readings",
                latest.all().stream()
                        .filter(reading -> now.find(reading.sensor()) != null)
                        .filter(reading -> site.isEmpty()
                                || site.get().equals(reading.sensor().site()))
                        .map(reading -> ReadingView.live(reading, now))
                        .toList()));
    }

    /** What is asked for, with every default filled in. */
    private record Span(
            Sensor sensor,
            Instant from,
            Instant to,
            @Nullable Duration step,
            int limit) {}

    private Answer readings(Question question) {
        Sensor sensor = Asked.sensor(
                plan.get(), "query/sensor", question.query("sensor").orElse(""));
        Instant to = question.time("to").orElseGet(clock::instant);
        Instant from = question.time("from").orElse(to.minus(PAST_DEFAULT));
        if (from.isAfter(to)) {
            throw Refusal.unreadable("query/from", "from " + from + " is after to " + to);
        }
        Duration step = question.query("step").map(ReadingCalls::step).orElse(null);
        Span span = new Span(sensor, from, to, step, question.number("limit", RAW_DEFAULT));
        try {
            return Answer.ok(step == null ? raw(span) : downsampled(span, step));
        } catch (StoreFault e) {
            throw Refusal.later(503, "the history store cannot answer now: " + e.getMessage(), RETRY_SECONDS);
        }
    }

    private Object raw(Span span) {
        List<Reading> readings = history.raw(span.sensor().id(), span.from(), span.to(), span.limit());
        return view(
                span,
                span.limit(),
                readings.size() == span.limit(),
                readings.stream().map(ReadingView::raw).toList());
    }

    private Object downsampled(Span span, Duration step) {
        long points = Duration.between(span.from(), span.to()).dividedBy(step);
        if (points > ReadingQuery.POINTS_MAX) {
            throw Refusal.unreadable(
                    "query/step", points + " points are more than " + ReadingQuery.POINTS_MAX + ": take a longer step");
        }
        return view(
                span,
                ReadingQuery.POINTS_MAX,
                false,
                history.downsampled(span.sensor().id(), span.from(), span.to(), step).stream()
                        .map(ReadingView::of)
                        .toList());
    }

    private static Object view(Span span, int limit, boolean truncated, List<Map<String, @Nullable Object>> points) {
        Duration step = span.step();
        return Json.object(
                "sensor",
                span.sensor().id(),
                "unit",
                span.sensor().quantity().unit(),
                "from",
                span.from(),
                "to",
                span.to(),
                "step",
                step == null ? null : (Double) (step.toMillis() / MILLIS),
                "limit",
                limit,
                "truncated",
                truncated,
                "points",
                points);
    }

    /** Seconds, or a number with ms, s, m, h or d; the contract checked the form. */
    private static Duration step(String text) {
        String unit = text.replaceAll("[0-9]", "");
        long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
        Duration step =
                switch (unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                };
        if (step.isZero()) {
            throw Refusal.unreadable("query/step", "a step of 0 makes no points");
        }
        return step;
    }
}
