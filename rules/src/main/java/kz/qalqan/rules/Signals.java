package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.qalqan.rules.windows.Ambient;
import kz.qalqan.rules.windows.DayMeans;
import kz.qalqan.rules.windows.Derived;
import kz.qalqan.rules.windows.ShiftExposure;
import kz.qalqan.rules.windows.Span;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Shifts;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.WorkCategory;
import kz.qalqan.telemetry.Workplace;
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
    private final Site site;
    private final BiFunction<String, Quantity, @Nullable SensorState> sensorsOfZones;

    private Signals(SensorState state, Mine mine, UpwindAir upwind) {
        this.state = state;
        this.mates = quantity -> mine.mate(state, quantity);
        this.upwind = upwind;
        this.site = mine.site();
        this.sensorsOfZones = mine::firstIn;
        this.rock = new RockSignals(state, site);
    }

    /**
     * Binds all latches of a sensor of the mine.
     *
     * @param upwind who measures the air that comes
     */
    static void bind(SensorState state, Mine mine, UpwindAir upwind) {
        Signals signals = new Signals(state, mine, upwind);
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
        return switch (measure.kind()) {
            case VALUE -> true;
            case BELOW_UPWIND -> upwind(condition, measure);
            case STA_LTA -> triggers(condition, measure);
            case SHIFT_OF_MAC -> ofMac(condition);
            case HEAT_INDEX -> heat(condition, measure);
            case GRAHAM, JONES_TRICKETT, EXPLOSIVE -> sampled(condition, measure);
            default -> {
                condition.signal = signal(condition, measure);
                yield true;
            }
        };
    }

    /** What can always be said of a sensor. */
    private Signal signal(Condition condition, Measure measure) {
        return switch (measure.kind()) {
            case AT_SKIN -> new Signal.Scaled(state.sensor.care().skin() ? 1 : SKIN_FACTOR);
            case ABOVE_AMBIENT -> new Signal.AboveAmbient(ambient(measure));
            case SHARE_OF_AMBIENT -> new Signal.ShareOfAmbient(ambient(measure));
            case EVENTS_STANDING_OUT, ENERGY_STANDING_OUT, B_VALUE_FALL, AFTERSHOCKS -> rock.of(condition, measure);
            case SHIFT_ENERGY -> shift(ShiftExposure.Sum.ENERGY, 1);
            case SHIFT_SQUARE -> shift(ShiftExposure.Sum.SQUARE, 1);
            case HOURS_UNREAD -> new Signal.Unread(state);
            case DRAINAGE_EFFICIENCY -> drainage();
            default -> windowed(measure);
        };
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

    private Signal shift(ShiftExposure.Sum sum, double unit) {
        ShiftExposure exposure = window(
                "shift",
                ShiftExposure.class,
                () -> new ShiftExposure(sum, at -> Shifts.running(site, at), state.sensor.samplePeriod()));
        return new Signal.OfShift(exposure, unit);
    }

    /** Against the strictest limit of those who work here; nobody's dust is not judged. */
    private boolean ofMac(Condition condition) {
        OptionalDouble mac = people().mapToDouble(Workplace::dustMac).min();
        if (mac.isPresent()) {
            condition.signal = shift(ShiftExposure.Sum.PLAIN, mac.getAsDouble());
        }
        return mac.isPresent();
    }

    private Stream<Workplace> people() {
        return site.workplaces().values().stream().filter(place -> place.staysIn(state.sensor.zone()));
    }

    /** The limit of the hardest work done here; where the plan has nobody, of the hardest there is. */
    private boolean heat(Condition condition, Measure measure) {
        Limit limit = condition.limit;
        SensorState globe = mates.apply(Quantity.GLOBE_TEMPERATURE);
        WorkCategory category =
                people().map(Workplace::category).max(Comparator.naturalOrder()).orElse(WorkCategory.III);
        if (limit == null
                || globe == null
                || !limit.level().equals(category.word().toLowerCase(Locale.ROOT))) {
            return false;
        }
        Span hour = Span.full(measure.span());
        window("heat", Derived.class, () -> new Derived(hour, wet -> HeatIndex.now(wet, globe)));
        condition.signal = new HeatIndex(hour, state, globe, mates.apply(Quantity.AIR_VELOCITY), category);
        return true;
    }

    private Signal drainage() {
        DrainageEfficiency efficiency =
                DrainageEfficiency.of(state, mates.apply(Quantity.PIPE_CH4), site, sensorsOfZones);
        DayMeans days = new DayMeans(site.timeZone());
        window("drainage", Derived.class, () -> new Derived(days, efficiency::now));
        return efficiency.over(days);
    }

    private Normal ambient(Measure measure) {
        Ambient past = window("ambient", Ambient.class, () -> new Ambient(measure.resolution()));
        return new Normal(past, state.sensor.care().ambient());
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
