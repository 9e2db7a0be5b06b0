package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.qalqan.rules.windows.Ambient;
import kz.qalqan.rules.windows.Span;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Site;
import org.jspecify.annotations.Nullable;

/**
 * Gives every latch of a sensor the number it compares, and the sensor the windows that these need. A latch whose
 * number the plan's sensors cannot give is taken away: a limit that cannot be judged is not shown as one that is.
 */
final class Signals {
    private static final double SKIN_FACTOR = 9;

    private final SensorState state;
    private final Function<Quantity, @Nullable SensorState> mates;
    private final RockSignals rock;

    private final UpwindAir upwind;

    private Signals(SensorState state, Function<Quantity, @Nullable SensorState> mates, Site site, UpwindAir upwind) {
        this.state = state;
        this.mates = mates;
        this.upwind = upwind;
        this.rock = new RockSignals(state, site);
    }

    /**
     * Binds all latches of a sensor.
     *
     * @param mates the sensor that measures another quantity of the same air; null where there is none
     * @param site where it stands
     * @param upwind who measures the air that comes
     */
    static void bind(SensorState state, Function<Quantity, @Nullable SensorState> mates, Site site, UpwindAir upwind) {
        Signals signals = new Signals(state, mates, site, upwind);
        List<Condition> kept = new ArrayList<>();
        for (Condition condition : state.conditions) {
            if (signals.bind(condition)) {
                kept.add(condition);
            }
        }
        state.conditions = kept.toArray(Condition[]::new);
    }

    private boolean bind(Condition condition) {
        Limit limit = condition.limit;
        if (limit == null) {
            return true;
        }
        Quantity plus = limit.use().plus();
        SensorState other = plus == null ? null : mates.apply(plus);
        if (other != null) {
            condition.signal = new Signal.Plus(other);
            other.sums.add(condition);
            return true;
        }
        Measure measure = limit.use().of();
        switch (measure.kind()) {
            case VALUE -> {}
            case AT_SKIN ->
                condition.signal = new Signal.Scaled(state.sensor.care().skin() ? 1 : SKIN_FACTOR);
            case ABOVE_AMBIENT -> condition.signal = new Signal.AboveAmbient(ambient(measure));
            case SHARE_OF_AMBIENT -> condition.signal = new Signal.ShareOfAmbient(ambient(measure));
            case EVENTS_STANDING_OUT, ENERGY_STANDING_OUT, B_VALUE_FALL, AFTERSHOCKS ->
                condition.signal = rock.of(condition, measure);
            case BELOW_UPWIND -> {
                return upwind(condition, measure);
            }
            case STA_LTA -> {
                return triggers(condition, measure);
            }
            case GRAHAM, JONES_TRICKETT, EXPLOSIVE -> {
                return sampled(condition, measure);
            }
            default -> condition.signal = windowed(measure);
        }
        return true;
    }

    private Signal windowed(Measure measure) {
        String name = "span " + measure.span();
        Span span = window(name, Span.class, () -> new Span(measure.span()));
        String called = measure.kind().word() + " of " + measure.span().toSeconds() + " s";
        return new Signal.Windowed(
                called,
                measure.least(),
                switch (measure.kind()) {
                    case MEAN -> span::mean;
                    case SLOPE -> span::slope;
                    case RISE -> span::rise;
                    case FALL -> span::fall;
                    case RANGE -> span::range;
                    case SPEED_UP -> span::speedUp;
                    case STA_LTA -> span::shortOverLong;
                    default -> throw new IllegalStateException(measure.kind() + " is no figure of a span");
                });
    }

    private Ambient ambient(Measure measure) {
        return window("ambient", Ambient.class, () -> new Ambient(measure.resolution()));
    }

    /** Where not every stream that comes is measured there is nothing to compare with. */
    private boolean upwind(Condition condition, Measure measure) {
        List<List<Signal.BelowUpwind.Measured>> streams = upwind.before(state).stream()
                .map(stream -> stream.stream()
                        .map(sensor -> new Signal.BelowUpwind.Measured(sensor, span(sensor, measure)))
                        .toList())
                .toList();
        condition.signal = new Signal.BelowUpwind(span(state, measure), streams);
        return !streams.isEmpty();
    }

    private static Span span(SensorState sensor, Measure measure) {
        return sensor.window("span " + measure.span(), Span.class, () -> new Span(measure.span()));
    }

    /** A stream of features too slow for its short-term average has no ratio. */
    private boolean triggers(Condition condition, Measure measure) {
        condition.signal = windowed(measure);
        return state.sensor.samplePeriod().multipliedBy(Span.SHORT_PART).compareTo(measure.span()) <= 0;
    }

    private <W extends Window> W window(String name, Class<W> kind, Supplier<W> make) {
        return state.window(name, kind, make);
    }

    private boolean sampled(Condition condition, Measure measure) {
        GasSample sample = sample();
        boolean complete = sample != null
                && (measure.kind() != Measure.Kind.JONES_TRICKETT || sample.co2() != null)
                && (measure.kind() == Measure.Kind.EXPLOSIVE ? sample.ch4() != null : sample.co() != null);
        if (!complete || sample == null) {
            return false;
        }
        condition.signal = new Signal.Sampled(measure.kind(), sample);
        sample.members().filter(member -> member != state).forEach(member -> member.sums.add(condition));
        return true;
    }

    private @Nullable GasSample sample() {
        SensorState o2 = member(Quantity.O2);
        return o2 == null
                ? null
                : new GasSample(
                        o2, member(Quantity.CH4), member(Quantity.CO), member(Quantity.CO2), member(Quantity.H2));
    }

    private @Nullable SensorState member(Quantity quantity) {
        return state.sensor.quantity() == quantity ? state : mates.apply(quantity);
    }
}
