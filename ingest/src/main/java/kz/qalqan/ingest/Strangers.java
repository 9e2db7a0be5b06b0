package kz.qalqan.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kz.qalqan.telemetry.Intake.UnknownDevice;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Who sends and is not in the plan: grouped for onboarding, and heard when it speaks of gas. Bounded, so that made-up
 * names fill no memory: the device not heard for longest goes.
 *
 * <p>Threads: the ingest thread writes; {@link #list} any.
 */
final class Strangers {
    /** Refused because the plan does not have the sender or its quantity. */
    static final Set<QuarantineReason> REASONS = Collections.unmodifiableSet(EnumSet.of(
            QuarantineReason.SITE_UNKNOWN,
            QuarantineReason.DEVICE_UNKNOWN,
            QuarantineReason.SENSOR_UNKNOWN,
            QuarantineReason.AMBIGUOUS_DEVICE));

    private final Units units;
    private final Map<Key, Stranger> strangers = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String site, String device) {}

    /** What is known of one. */
    private static final class Stranger {
        private final Instant firstAt;
        private final Map<String, String> values = new TreeMap<>();
        private final Map<Quantity, UnknownGas> told = new TreeMap<>();
        private final Map<Quantity, Instant> toldAt = new TreeMap<>();
        private String topic = "";
        private Instant lastAt;
        private long readings;

        Stranger(Instant firstAt) {
            this.firstAt = firstAt;
            this.lastAt = firstAt;
        }
    }

    Strangers(Units units) {
        this.units = units;
    }

    /**
     * A value of a stranger.
     *
     * @param site whose journal keeps the message
     * @return what the rules must hear of it
     */
    synchronized Optional<UnknownGas> heard(String site, String topic, RawValue raw, Instant at) {
        Stranger stranger = stranger(new Key(site, brief(raw.device())), at);
        stranger.readings++;
        stranger.lastAt = at;
        stranger.topic = brief(topic);
        if (stranger.values.size() < Limits.STRANGER_QUANTITIES_MAX || stranger.values.containsKey(raw.quantity())) {
            stranger.values.put(brief(raw.quantity()), text(raw));
        }
        UnknownGas gas = gas(topic, raw, at);
        return gas == null || !news(stranger, gas, at) ? Optional.empty() : Optional.of(gas);
    }

    private Stranger stranger(Key key, Instant at) {
        Stranger known = strangers.get(key);
        if (known == null) {
            if (strangers.size() >= Limits.STRANGERS_MAX) {
                strangers.remove(strangers.keySet().iterator().next());
            }
            known = new Stranger(at);
            strangers.put(key, known);
        }
        return known;
    }

    /** Once a second, and each time it is worse than what was told in this second. */
    private static boolean news(Stranger stranger, UnknownGas gas, Instant at) {
        UnknownGas before = stranger.told.get(gas.quantity());
        Instant due = stranger.toldAt.getOrDefault(gas.quantity(), Instant.MIN);
        boolean worse = before == null
                || (gas.quantity() == Quantity.O2 ? gas.value() < before.value() : gas.value() > before.value());
        if (!worse && at.isBefore(due)) {
            return false;
        }
        stranger.told.put(gas.quantity(), gas);
        stranger.toldAt.put(gas.quantity(), at.plus(Limits.UNKNOWN_GAS_EVERY));
        return true;
    }

    private @Nullable UnknownGas gas(String topic, RawValue raw, Instant at) {
        if (raw.type() != RawValue.Type.NUMBER || !Quantity.known(raw.quantity())) {
            return null;
        }
        Quantity quantity = Quantity.of(raw.quantity());
        if (quantity.kind() != Quantity.Kind.GAS) {
            return null;
        }
        String unit = raw.unit() == null ? quantity.unit() : raw.unit();
        double value = units.conversion(unit, quantity)
                .map(conversion -> conversion.apply(raw.number()))
                .orElse(Double.NaN);
        Instant measuredAt = raw.stamp().kind() == Stamp.Kind.TIME
                ? ReadingBatch.instantOfMicros(raw.stamp().micros())
                : at;
        return Double.isFinite(value)
                ? new UnknownGas(brief(topic), brief(raw.device()), quantity, value, measuredAt)
                : null;
    }

    /** Newest first; who is in the plan by now is left out by the caller. */
    synchronized List<UnknownDevice> list() {
        List<UnknownDevice> list = new ArrayList<>();
        strangers.forEach((key, stranger) -> list.add(new UnknownDevice(
                key.site(),
                key.device(),
                stranger.topic,
                new TreeMap<>(stranger.values),
                stranger.readings,
                stranger.firstAt,
                stranger.lastAt)));
        Collections.reverse(list);
        return list;
    }

    private static String text(RawValue raw) {
        String what = raw.type() == RawValue.Type.NUMBER || raw.type() == RawValue.Type.FLAG
                ? Double.toString(raw.number())
                : raw.type().name().toLowerCase(java.util.Locale.ROOT);
        return raw.unit() == null ? what : what + " " + brief(raw.unit());
    }

    private static String brief(String text) {
        return text.length() <= Limits.STRANGER_TEXT_MAX ? text : text.substring(0, Limits.STRANGER_TEXT_MAX);
    }
}
