package kz.qalqan.benchmarks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kz.qalqan.rules.Bound;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.Limit;
import kz.qalqan.rules.Measure;
import kz.qalqan.rules.windows.Ambient;
import kz.qalqan.rules.windows.Events;
import kz.qalqan.rules.windows.Span;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of the rule pack in a loop written by hand: the same limits on the same windows with their dead bands
 * and delays, and nothing else: no trust, no evidence, no voting, nobody told.
 *
 * <p>Threads: one.
 */
final class Comparisons {
    private static final int NOT_LIVE =
            Quality.of(Mark.LATE, Mark.FAULT, Mark.HISTORICAL).bits();
    private static final double SKIN_FACTOR = 9;
    private static final double EVENT_DEVIATIONS = 3;
    private static final Set<Measure.Kind> SINGLE = EnumSet.of(Measure.Kind.VALUE, Measure.Kind.AT_SKIN);

    private final Map<SensorId, Meter> meters = new HashMap<>();
    private Meter[] resolved = new Meter[0];
    private long transitions;

    /** All limits of the pack that one sensor's readings decide. */
    static Comparisons ofThePack(EngineView view) {
        Comparisons made = new Comparisons();
        view.bySensor().forEach((id, limits) -> {
            Meter meter = new Meter();
            limits.forEach(limit -> meter.add(view.limit(limit).orElseThrow(), false));
            made.meters.put(id, meter);
        });
        return made;
    }

    /** Only limits on values, without delays: what the other engines are asked. */
    static Comparisons ofValues(EngineView view) {
        Comparisons made = new Comparisons();
        view.bySensor().keySet().forEach(id -> {
            Meter meter = new Meter();
            values(view, id).forEach(limit -> meter.add(limit, true));
            made.meters.put(id, meter);
        });
        return made;
    }

    /** The limits on a sensor's plain value. */
    static List<Limit> values(EngineView view, SensorId sensor) {
        return view.limitsFor(sensor).stream()
                .filter(limit -> limit.use().of().kind() == Measure.Kind.VALUE
                        && limit.use().plus() == null
                        && !limit.use().momentary())
                .toList();
    }

    /** Closings and openings so far. */
    long transitions() {
        return transitions;
    }

    void take(ReadingBatch batch) {
        int n = batch.sensors().size();
        if (resolved.length < n) {
            resolved = new Meter[n];
        }
        for (int i = 0; i < n; i++) {
            resolved[i] = meters.getOrDefault(batch.sensors().get(i), Meter.NONE);
        }
        int[] sensor = batch.sensor();
        for (int i = 0; i < sensor.length; i++) {
            if ((batch.quality()[i] & NOT_LIVE) == 0) {
                transitions += resolved[sensor[i]].judge(batch.value()[i], batch.measuredAtMicros()[i]);
            }
        }
    }

    private static final class Meter {
        static final Meter NONE = new Meter();

        private final Map<String, Window> byName = new TreeMap<>();
        private Window[] windows = {};
        private Latch[] latches = {};

        void add(Limit limit, boolean withoutDelay) {
            Window window = window(limit.use().of());
            boolean known = window != null || SINGLE.contains(limit.use().of().kind());
            if (known && limit.use().plus() == null) {
                List<Latch> more = new ArrayList<>(List.of(latches));
                more.add(new Latch(limit, window, withoutDelay));
                latches = more.toArray(Latch[]::new);
                windows = byName.values().toArray(Window[]::new);
            }
        }

        private @Nullable Window window(Measure of) {
            return switch (of.kind()) {
                case MEAN, SLOPE, RISE, FALL, RANGE ->
                    byName.computeIfAbsent("span " + of.span(), n -> new Span(of.span()));
                case ABOVE_AMBIENT, SHARE_OF_AMBIENT ->
                    byName.computeIfAbsent("ambient", n -> new Ambient(of.resolution()));
                case EVENTS_STANDING_OUT -> byName.computeIfAbsent("events", n -> new Events());
                default -> null;
            };
        }

        int judge(double value, long micros) {
            for (Window window : windows) {
                window.add(micros, value);
            }
            int flips = 0;
            for (Latch latch : latches) {
                flips += latch.judge(latch.of(value), micros) ? 1 : 0;
            }
            return flips;
        }
    }

    private static final class Latch {
        private static final long NONE = Long.MAX_VALUE;

        private final Bound bound;
        private final Measure measure;
        private final @Nullable Window window;
        private final double on;
        private final double off;
        private final long onDelay;
        private final long offDelay;
        private boolean active;
        private long due = NONE;

        Latch(Limit limit, @Nullable Window window, boolean withoutDelay) {
            bound = limit.bound();
            measure = limit.use().of();
            this.window = window;
            on = limit.value();
            off = limit.off();
            onDelay = withoutDelay ? 0 : limit.numbers().onDelay().toNanos() / 1000;
            offDelay = withoutDelay ? 0 : limit.numbers().offDelay().toNanos() / 1000;
        }

        double of(double value) {
            if (window instanceof Span span) {
                return value < measure.least() ? Double.NEGATIVE_INFINITY : figure(span);
            }
            if (window instanceof Ambient ambient) {
                return measure.kind() == Measure.Kind.ABOVE_AMBIENT
                        ? value - ambient.median()
                        : 100 * value / ambient.median();
            }
            if (window instanceof Events events) {
                return events.standingOut(EVENT_DEVIATIONS);
            }
            return measure.kind() == Measure.Kind.AT_SKIN ? value * SKIN_FACTOR : value;
        }

        private double figure(Span span) {
            return switch (measure.kind()) {
                case MEAN -> span.mean();
                case SLOPE -> span.slope();
                case RISE -> span.rise();
                case FALL -> span.fall();
                default -> span.range();
            };
        }

        boolean judge(double value, long now) {
            if (Double.isNaN(value)) {
                return false;
            }
            boolean moves = active ? bound.gone(value, off) : bound.reached(value, on);
            if (!moves) {
                due = NONE;
                return false;
            }
            due = due == NONE ? now + (active ? offDelay : onDelay) : due;
            if (now < due) {
                return false;
            }
            active = !active;
            due = NONE;
            return true;
        }
    }
}
