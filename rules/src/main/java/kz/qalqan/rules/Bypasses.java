package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.rules.facts.Bypassed;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Detectors that are bypassed (domain row 46, 8b).
 *
 * <p>Where the preset permits it, a methane detector may be bypassed for a limited time while a portable meter reads
 * less than so much; the bypass then speaks for the failures of its detector, never for methane. A portable reading at
 * or above that takes the permission away. Any other bypass is told as one without permission until it ends. It ends by
 * its time or a bump test; another one meanwhile does not make it longer than permitted.
 *
 * <p>Threads: the judgement thread only.
 */
final class Bypasses {
    /** How long a bypass without permission is told when it names no end (D). */
    private static final long UNNAMED_MICROS = 3_600_000_000L;

    private final Kernel kernel;
    private final Map<String, Active> active = new TreeMap<>();
    private long due = Condition.NONE;

    private record Active(Bypassed fact, SiteFlag flag, long since, long until, Map<String, String> words) {}

    Bypasses(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return due;
    }

    void take(Declaration declaration) {
        switch (declaration.type()) {
            case BYPASS -> bypass(declaration);
            case PORTABLE_READING -> portable(declaration);
            case BUMP_TEST -> end(place(declaration.zone(), declaration.sensor()));
            default -> {}
        }
        plan();
    }

    void pass(long at) {
        if (due > at) {
            return;
        }
        active.entrySet().stream()
                .filter(entry -> entry.getValue().until() <= at)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::end);
        plan();
    }

    private void plan() {
        due = active.values().stream().mapToLong(Active::until).min().orElse(Condition.NONE);
    }

    private void bypass(Declaration declaration) {
        String place = place(declaration.zone(), declaration.sensor());
        Active before = active.get(place);
        long since = before == null ? kernel.now : before.since();
        Bypass rule = kernel.mine.preset().bypass();
        boolean permitted = rule != null
                && methane(declaration.sensor())
                && percent(declaration) < rule.below()
                && (before == null || before.fact().isPermitted());
        Instant asked = declaration.until();
        long until = asked == null ? Condition.NONE : ReadingBatch.micros(asked);
        if (permitted && rule != null) {
            until = Math.min(until, since + rule.longest().toNanos() / 1000);
        } else if (asked == null) {
            until = kernel.now + UNNAMED_MICROS;
        }
        if (place.isEmpty() || until <= kernel.now) {
            return;
        }
        Map<String, String> words = new TreeMap<>(declaration.details());
        words.put("declared", "bypass by " + declaration.by());
        words.put("until", ReadingBatch.instantOfMicros(until).toString());
        if (rule != null) {
            words.put("source", rule.source());
        }
        begin(place, new Bypassed(zone(declaration), declaration.sensor(), permitted), since, until, words);
    }

    private String zone(Declaration declaration) {
        String zone = declaration.zone();
        SensorState state = declaration.sensor() == null ? null : kernel.mine.find(declaration.sensor());
        return state != null ? state.sensor.zone() : zone == null ? "" : zone;
    }

    private void begin(String place, Bypassed fact, long since, long until, Map<String, String> words) {
        end(place);
        Active made = new Active(fact, new SiteFlag(fact), since, until, words);
        active.put(place, made);
        SensorId sensor = fact.getSensor();
        String site = kernel.mine.site().id();
        kernel.mine.notes.put(
                sensor == null
                        ? FindingKey.of(site, "bypass-active", fact.getZone())
                        : FindingKey.of("bypass-active", sensor),
                words);
        if (made.flag().set(true, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    private void end(String place) {
        Active ended = active.remove(place);
        if (ended != null && ended.flag().set(false, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    /** Methane at the place of a bypass: it is not permitted any more. */
    private void portable(Declaration declaration) {
        Bypass rule = kernel.mine.preset().bypass();
        String zone = zone(declaration);
        double value = percent(declaration);
        if (rule == null || Double.isNaN(value) || value < rule.below()) {
            return;
        }
        for (Map.Entry<String, Active> entry : Map.copyOf(active).entrySet()) {
            Active bypass = entry.getValue();
            if (bypass.fact().isPermitted() && bypass.fact().getZone().equals(zone)) {
                Map<String, String> words = new TreeMap<>(bypass.words());
                words.put("refused", "portable reading of " + value + " %");
                Bypassed fact = new Bypassed(zone, bypass.fact().getSensor(), false);
                begin(entry.getKey(), fact, bypass.since(), bypass.until(), words);
            }
        }
    }

    private static double percent(Declaration declaration) {
        String quantity = declaration.details().getOrDefault("quantity", Quantity.CH4.code());
        try {
            return quantity.equals(Quantity.CH4.code())
                    ? Double.parseDouble(declaration.details().getOrDefault("value", "NaN"))
                    : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean methane(@Nullable SensorId sensor) {
        return sensor != null && sensor.quantity() == Quantity.CH4;
    }

    private static String place(@Nullable String zone, @Nullable SensorId sensor) {
        return sensor != null ? sensor.toString() : zone == null ? "" : zone;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(active.size());
        for (Map.Entry<String, Active> entry : active.entrySet()) {
            Active bypass = entry.getValue();
            SensorId sensor = bypass.fact().getSensor();
            out.writeUTF(entry.getKey());
            out.writeUTF(bypass.fact().getZone());
            out.writeUTF(sensor == null ? "" : sensor.toString());
            out.writeBoolean(bypass.fact().isPermitted());
            out.writeLong(bypass.since());
            out.writeLong(bypass.until());
            out.writeInt(bypass.words().size());
            for (Map.Entry<String, String> word : bypass.words().entrySet()) {
                out.writeUTF(word.getKey());
                out.writeUTF(word.getValue());
            }
        }
    }

    void load(DataInputStream in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            String place = in.readUTF();
            String zone = in.readUTF();
            String sensor = in.readUTF();
            Bypassed fact = new Bypassed(zone, sensor.isEmpty() ? null : SensorId.parse(sensor), in.readBoolean());
            long since = in.readLong();
            long until = in.readLong();
            Map<String, String> words = new TreeMap<>();
            for (int j = in.readInt(); j > 0; j--) {
                words.put(in.readUTF(), in.readUTF());
            }
            begin(place, fact, since, until, words);
        }
        plan();
    }
}
