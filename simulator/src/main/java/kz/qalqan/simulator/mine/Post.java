package kz.qalqan.simulator.mine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.qalqan.simulator.mine.Message.Value;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * One device underground: it feels the mine through its instruments and says what they show, each sensor in its own
 * period, a state also when it changes, an event of the rock when it comes.
 *
 * <p>Threads: the model's thread only.
 */
final class Post {
    /** Every device speaks for the first time within this time. */
    private static final long FIRST_MS = 3000;

    private static final String PPM = "[ppm]";
    private static final double PPM_OF_PERCENT = 10_000;

    private final Device device;
    private final Airway here;
    private final Drainage pipes;
    private final Noise noise;
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<Instrument> followed = new ArrayList<>();
    private final List<Instrument> events = new ArrayList<>();
    private final long[] nextMs;
    private @Nullable Double state;
    private boolean changed;
    private boolean silent;
    private long seq;

    Post(Device device, AirNetwork air, Drainage pipes, Noise noise) {
        this.pipes = pipes;
        this.device = device;
        this.here = air.airway(device.zone());
        this.noise = noise.named(device.id());
        for (Sensor sensor : device.sensors()) {
            Instrument instrument =
                    new Instrument(sensor, this.noise.named(sensor.quantity().code()));
            (event(sensor.quantity()) ? events : instruments).add(instrument);
            if (ofTheAir(sensor.quantity())) {
                followed.add(instrument);
            }
        }
        nextMs = new long[instruments.size()];
        long first = (long) (FIRST_MS * this.noise.uniform(0));
        Arrays.fill(nextMs, first);
    }

    /** Whether it is the pump of the drainage. */
    boolean pumps() {
        return all().anyMatch(instrument -> instrument.sensor().quantity() == Quantity.PUMP_RUNNING);
    }

    boolean is(String name) {
        return device.id().equals(name);
    }

    void apply(Effect effect) {
        switch (effect.kind()) {
            case SILENCE -> silent = effect.amount() != 0;
            case STUCK -> all().forEach(instrument -> instrument.stick(effect.amount() != 0));
            case TEST_GAS ->
                all().filter(instrument -> instrument.sensor().quantity().code().equals(effect.what()))
                        .forEach(instrument -> instrument.test(effect.amount()));
            default -> {
                changed = state == null || state != effect.amount();
                state = effect.amount();
            }
        }
    }

    private Stream<Instrument> all() {
        return instruments.stream();
    }

    /** Lets the instruments follow the air; the rest of the mine changes slower than they respond. */
    void feel(long atMs, long lengthMs) {
        for (Instrument instrument : followed) {
            instrument.feel(inTheAir(instrument.sensor(), atMs / 1000.0), lengthMs / 1000.0);
        }
    }

    /** Says what is due until {@code toMs}, and at once that a state has changed. */
    void speak(long toMs, List<Message> out) {
        long due = next();
        boolean justNow = false;
        while (due <= toMs) {
            List<Instrument> now = new ArrayList<>();
            for (int i = 0; i < nextMs.length; i++) {
                if (nextMs[i] == due) {
                    now.add(instruments.get(i));
                    nextMs[i] += instruments.get(i).sensor().samplePeriod().toMillis();
                }
            }
            say(due, now, out);
            justNow = due == toMs;
            due = next();
        }
        if (changed && !justNow) {
            say(toMs, instruments, out);
        }
        changed = false;
    }

    private long next() {
        return Arrays.stream(nextMs).min().orElse(Long.MAX_VALUE);
    }

    /** Says what the rock did. */
    void shake(List<RockMass.Shock> shocks, List<Message> out) {
        if (events.isEmpty() || silent) {
            return;
        }
        double distance = 0.4 + noise.uniform(1);
        for (RockMass.Shock shock : shocks) {
            List<Value> values = new ArrayList<>();
            for (Instrument instrument : events) {
                Quantity quantity = instrument.sensor().quantity();
                double value = shock.value(quantity);
                double heard = quantity == Quantity.PPV ? value / distance : value;
                values.add(value(instrument, instrument.show(heard, shock.index())));
            }
            out.add(message(shock.atMs(), values));
        }
    }

    private void say(long atMs, List<Instrument> speaking, List<Message> out) {
        if (silent) {
            return;
        }
        List<Value> values = new ArrayList<>();
        for (Instrument instrument : speaking) {
            Sensor sensor = instrument.sensor();
            values.add(value(instrument, shown(instrument, sensor.quantity(), atMs / 1000.0)));
        }
        out.add(message(atMs, values));
    }

    private Message message(long atMs, List<Value> values) {
        return new Message(Duration.ofMillis(atMs), device.zone(), device.id(), seq++, values);
    }

    private static Value value(Instrument instrument, BigDecimal number) {
        return new Value(instrument.sensor().id(), number);
    }

    private BigDecimal shown(Instrument instrument, Quantity quantity, double seconds) {
        if (!ofTheAir(quantity)) {
            return instrument.show(truth(instrument.sensor(), seconds), seq);
        }
        return added(quantity) ? instrument.showOver(usual(instrument.sensor(), seconds), seq) : instrument.show(seq);
    }

    /** What the instrument follows with its response: of most gases only what the air brought beside the usual. */
    private double inTheAir(Sensor sensor, double seconds) {
        Quantity quantity = sensor.quantity();
        return switch (quantity) {
            case CH4 -> Posts.methane(sensor, here);
            case AIR_VELOCITY -> here.velocity();
            case O2 -> (usual(sensor, seconds) - here.gas(quantity)) * (1 - Posts.methane(sensor, here) / 100);
            default -> here.gas(quantity) * (PPM.equals(quantity.unit()) ? PPM_OF_PERCENT : 1);
        };
    }

    private double truth(Sensor sensor, double seconds) {
        Quantity quantity = sensor.quantity();
        if (quantity.kind() == Quantity.Kind.STATE && state != null) {
            return state;
        }
        if (quantity == Quantity.FAN_DEPRESSION && state != null) {
            return usual(sensor, seconds) * state;
        }
        return pipes.shows(quantity, usual(sensor, seconds), pumps() || pipes.leaks(device.id()));
    }

    private double usual(Sensor sensor, double seconds) {
        return Background.of(sensor).at(seconds, noise.named(sensor.quantity().code()));
    }

    /** Gases of which the air's share comes on top of what is usual at the place. */
    private static boolean added(Quantity quantity) {
        return ofTheAir(quantity)
                && quantity != Quantity.CH4
                && quantity != Quantity.O2
                && quantity != Quantity.AIR_VELOCITY;
    }

    private static boolean ofTheAir(Quantity quantity) {
        return quantity.kind() == Quantity.Kind.GAS || quantity == Quantity.AIR_VELOCITY;
    }

    private static boolean event(Quantity quantity) {
        return switch (quantity) {
            case PPV, SEISMIC_ENERGY, SEISMIC_MAGNITUDE, SEISMIC_X, SEISMIC_Y, SEISMIC_Z -> true;
            default -> false;
        };
    }
}
