package kz.qalqan.rules;

import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import kz.qalqan.rules.windows.Aftershocks;
import kz.qalqan.rules.windows.BValue;
import kz.qalqan.rules.windows.Events;
import kz.qalqan.rules.windows.Magnitudes;
import kz.qalqan.rules.windows.Omori;
import kz.qalqan.rules.windows.ShiftEnergy;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Shifts;
import kz.qalqan.telemetry.Site;

/**
 * The numbers of the rock mass, out of streams of events: rate, energy, b-value, aftershocks.
 *
 * @param state the sensor whose readings are events
 * @param site whose shifts
 */
record RockSignals(SensorState state, Site site) {
    /** The signal of one measure of events. */
    Signal of(Condition condition, Measure measure) {
        return switch (measure.kind()) {
            case EVENTS_STANDING_OUT -> rate(measure.deviations());
            case ENERGY_STANDING_OUT -> energy(measure.deviations());
            case B_VALUE_FALL -> slope();
            case AFTERSHOCKS -> aftershocks(condition, measure.deviations());
            default -> throw new IllegalStateException(measure.kind() + " is no measure of events");
        };
    }

    private Signal rate(double deviations) {
        Events events = events();
        return new Signal.OfEvents(() -> events.standingOut(deviations), facts -> {
            facts.put("events-last-hour", Integer.toString(events.count()));
            facts.put("background", words(events.background(deviations)) + " /h");
        });
    }

    private Signal energy(double deviations) {
        ShiftEnergy energy = window("shift-energy", ShiftEnergy.class, () -> new ShiftEnergy(this::shiftEnd));
        return new Signal.OfEvents(() -> energy.standingOut(deviations), facts -> {
            facts.put("energy-of-shift", words(energy.energy()) + " J");
            facts.put("background", words(energy.background(deviations)) + " J");
        });
    }

    private long shiftEnd(long micros) {
        return ReadingBatch.micros(
                Shifts.running(site, ReadingBatch.instantOfMicros(micros)).to());
    }

    private Signal slope() {
        boolean energies = state.sensor.quantity() == Quantity.SEISMIC_ENERGY;
        Magnitudes magnitudes =
                window("magnitudes", Magnitudes.class, energies ? Magnitudes::ofEnergies : Magnitudes::ofMagnitudes);
        return new Signal.OfEvents(magnitudes::fall, facts -> {
            facts.put("b-now", words(magnitudes.newest()));
            facts.put("b-before", words(magnitudes.before()));
            facts.put("completeness", "M " + words(magnitudes.completeness()));
        });
    }

    private Signal aftershocks(Condition condition, double deviations) {
        Events events = events();
        Condition large = state.condition("seismic-large-event", "alarm");
        DoublePredicate begins = large == null ? value -> false : large::reached;
        Aftershocks aftershocks =
                window("aftershocks", Aftershocks.class, () -> new Aftershocks(events, deviations, begins));
        state.aftershocks = aftershocks;
        state.closed = condition;
        return new Signal.OfEvents(aftershocks::uneasy, facts -> describe(aftershocks, events, facts));
    }

    private static void describe(Aftershocks aftershocks, Events events, Map<String, String> facts) {
        facts.put("events-last-hour", Integer.toString(events.count()));
        if (!aftershocks.live()) {
            return;
        }
        facts.put(
                "closed-since",
                ReadingBatch.instantOfMicros(aftershocks.began()).toString());
        facts.put("background", words(aftershocks.background()) + " /h");
        facts.put("events-first-hour", Long.toString(aftershocks.firstHour()));
        if (aftershocks.tells()) {
            Omori law = aftershocks.law();
            facts.put("omori-k", words(law.k()));
            facts.put("omori-p", words(law.p()));
            facts.put("omori-bend", words(law.maximumCurvature()) + " h after the start");
        }
    }

    private Events events() {
        return window("events", Events.class, Events::new);
    }

    private <W extends Window> W window(String name, Class<W> kind, Supplier<W> make) {
        return state.window(name, kind, make);
    }

    private static String words(BValue value) {
        return words(value.b()) + " ± " + words(value.error()) + " of " + value.events() + " events";
    }

    private static String words(double number) {
        return Double.isNaN(number) ? "not known yet" : String.format(Locale.ROOT, "%.3f", number);
    }
}
