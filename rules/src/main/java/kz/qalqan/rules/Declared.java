package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.qalqan.rules.facts.Blasted;
import kz.qalqan.rules.facts.Calibrating;
import kz.qalqan.rules.facts.Fumes;
import kz.qalqan.rules.facts.PortableOver;
import kz.qalqan.rules.facts.Unclear;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * What people declared and still holds: blasts and their fumes, calibrations, portable readings.
 *
 * <p>Threads: the judgement thread only.
 */
final class Declared {
    /** Shortest time of ventilation after a blast (domain row 28). */
    static final long VENTILATION_MICROS = 30 * 60_000_000L;

    /** Longest time blast fumes speak for their limits: after it they alarm, cleared or not (D). */
    static final long FUMES_MICROS = 2 * 60 * 60_000_000L;

    /** How long after a blast events of the rock are its own (D). */
    static final long SHOCK_MICROS = 5 * 60_000_000L;

    /** Longest calibration: after it the sensor's alarms are real again. */
    static final long CALIBRATION_MICROS = 15 * 60_000_000L;

    private static final long LOOK_MICROS = 10_000_000;
    private static final Set<Quantity> FUMES = Set.of(Quantity.CO, Quantity.NO, Quantity.NO2);
    private static final List<String> FUME_RULES = List.of("co-limit", "co-high", "no2-limit");

    private final Kernel kernel;
    private final Map<String, Blast> blasts = new TreeMap<>();
    private final Map<SensorId, Calibration> calibrations = new TreeMap<>();
    private final Map<String, SiteFlag> portables = new TreeMap<>();
    private long shockUntil = Long.MIN_VALUE;
    private long due = Condition.NONE;

    private record Blast(
            long since, long ventilated, Set<String> zones, SiteFlag denied, SiteFlag fumes, SiteFlag unclear) {}

    /**
     * A calibration.
     *
     * @param until when it ends
     * @param latest beyond which another start may not carry it
     */
    private record Calibration(long until, long latest, SiteFlag flag) {}

    Declared(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return due;
    }

    /** Whether an event of the rock now is a blast's own. */
    boolean shaken() {
        return kernel.now < shockUntil;
    }

    void take(Declaration declaration) {
        SensorId sensor = declaration.sensor();
        String zone = declaration.zone();
        switch (declaration.type()) {
            case BLAST -> {
                if (zone != null) {
                    blast(zone, kernel.now, minutes(declaration), true);
                    shockUntil = kernel.now + SHOCK_MICROS;
                    kernel.reentry.blast(zone);
                }
            }
            case CALIBRATION_START -> {
                if (sensor != null) {
                    long latest = latest(sensor);
                    calibrate(sensor, until(declaration, latest), latest);
                }
            }
            case CALIBRATION_DONE -> {
                if (sensor != null) {
                    calibrated(sensor);
                }
            }
            case PORTABLE_READING -> portable(declaration);
            default -> {}
        }
        plan(kernel.now);
    }

    /** Ventilation the blaster asked for, never shorter than the least. */
    private static long minutes(Declaration declaration) {
        try {
            double minutes = Double.parseDouble(declaration.details().getOrDefault("ventilation-minutes", "0"));
            return Math.max(VENTILATION_MICROS, (long) (Math.min(minutes, 24 * 60) * 60_000_000L));
        } catch (NumberFormatException e) {
            return VENTILATION_MICROS;
        }
    }

    /** When it ends if it starts now: a second start does not make the first longer than it may be. */
    private long latest(SensorId sensor) {
        Calibration running = calibrations.get(sensor);
        return running == null ? kernel.now + CALIBRATION_MICROS : running.latest();
    }

    private static long until(Declaration declaration, long latest) {
        return declaration.until() == null ? latest : Math.min(latest, ReadingBatch.micros(declaration.until()));
    }

    private void blast(String zone, long since, long ventilation, boolean fumes) {
        Blast before = blasts.remove(zone);
        if (before != null) {
            set(before.denied(), false);
            set(before.fumes(), false);
            set(before.unclear(), false);
        }
        Set<String> zones = Airflow.downwind(kernel.mine.site(), zone);
        Blast blast = new Blast(
                since,
                since + ventilation,
                zones,
                new SiteFlag(new Blasted(zone)),
                new SiteFlag(new Fumes(zone, zones)),
                new SiteFlag(new Unclear(zone)));
        blasts.put(zone, blast);
        set(blast.denied(), true);
        set(blast.fumes(), fumes);
    }

    private void calibrate(SensorId sensor, long until, long latest) {
        SensorState state = kernel.mine.find(sensor);
        if (state != null) {
            end(sensor);
            Calibration calibration = new Calibration(until, latest, new SiteFlag(new Calibrating(sensor)));
            calibrations.put(sensor, calibration);
            state.testing = true;
            set(calibration.flag(), true);
        }
    }

    /** What was told of the test gas no longer holds; gas that is really there is seen with the next reading. */
    private void calibrated(SensorId sensor) {
        SensorState state = kernel.mine.find(sensor);
        if (state != null && calibrations.containsKey(sensor)) {
            Condition recently = state.overRecently;
            if (recently != null && recently.active && !recently.holds()) {
                recently.end(kernel.pending);
                kernel.flipped(recently);
            }
            end(sensor);
        }
    }

    private void end(SensorId sensor) {
        Calibration calibration = calibrations.remove(sensor);
        SensorState state = kernel.mine.find(sensor);
        if (calibration != null && state != null) {
            state.testing = false;
            set(calibration.flag(), false);
        }
    }

    private void portable(Declaration declaration) {
        String zone = declaration.zone();
        SensorId sensor = declaration.sensor();
        SensorState state = sensor == null ? null : kernel.mine.find(sensor);
        String place = zone == null && state != null ? state.sensor.zone() : zone;
        String quantity = declaration.details().getOrDefault("quantity", Quantity.CH4.code());
        Limit limit = kernel.mine.limits().current("ch4-local-accumulation:alarm:location:local-accumulation");
        if (place == null || limit == null || !quantity.equals(Quantity.CH4.code())) {
            return;
        }
        try {
            double value = Double.parseDouble(declaration.details().getOrDefault("value", ""));
            over(place, limit.bound().reached(value, limit.value()));
        } catch (NumberFormatException e) {
            over(place, portables.containsKey(place));
        }
    }

    private void over(String zone, boolean over) {
        SiteFlag flag = portables.computeIfAbsent(zone, z -> new SiteFlag(new PortableOver(z)));
        set(flag, over);
        if (!over) {
            portables.remove(zone);
        }
    }

    private void set(SiteFlag flag, boolean active) {
        if (flag.set(active, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    /** Lets time pass: what has run out ends, what may have cleared is looked at. */
    void pass(long at) {
        if (due > at) {
            return;
        }
        blasts.entrySet().removeIf(entry -> ended(entry.getValue(), at));
        calibrations.entrySet().stream()
                .filter(entry -> entry.getValue().until() <= at)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::calibrated);
        plan(at);
    }

    private boolean ended(Blast blast, long at) {
        if (at >= blast.since() + FUMES_MICROS) {
            set(blast.fumes(), false);
        }
        boolean ventilated = at >= blast.ventilated();
        set(
                blast.unclear(),
                ventilated
                        && fumes(blast).anyMatch(Declared::unjudged)
                        && fumes(blast).allMatch(Declared::inside));
        if (!ventilated || !fumes(blast).allMatch(state -> !unjudged(state) && inside(state))) {
            return false;
        }
        set(blast.denied(), false);
        set(blast.fumes(), false);
        return true;
    }

    private Stream<SensorState> fumes(Blast blast) {
        return kernel.mine.sensors().stream()
                .filter(state -> blast.zones().contains(state.sensor.zone()))
                .filter(state -> FUMES.contains(state.sensor.quantity()));
    }

    /** Whether a sensor of fumes says nothing of the mine's air that may be relied on. */
    private static boolean unjudged(SensorState state) {
        return !state.counting || state.distrusted() || state.testing;
    }

    private static boolean inside(SensorState state) {
        for (Condition condition : state.conditions) {
            Limit limit = condition.limit;
            if (condition.active && limit != null && FUME_RULES.contains(limit.rule())) {
                return false;
            }
        }
        return true;
    }

    private void plan(long at) {
        due = Condition.NONE;
        for (Blast blast : blasts.values()) {
            due = Math.min(due, Math.max(blast.ventilated(), at + LOOK_MICROS));
            if (blast.fumes().active()) {
                due = Math.min(due, Math.max(blast.since() + FUMES_MICROS, at + 1));
            }
        }
        for (Calibration calibration : calibrations.values()) {
            due = Math.min(due, calibration.until());
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(shockUntil);
        out.writeLong(due);
        out.writeInt(blasts.size());
        for (Map.Entry<String, Blast> blast : blasts.entrySet()) {
            out.writeUTF(blast.getKey());
            out.writeLong(blast.getValue().since());
            out.writeLong(blast.getValue().ventilated());
            out.writeBoolean(blast.getValue().fumes().active());
            out.writeBoolean(blast.getValue().unclear().active());
        }
        out.writeInt(calibrations.size());
        for (Map.Entry<SensorId, Calibration> calibration : calibrations.entrySet()) {
            out.writeUTF(calibration.getKey().toString());
            out.writeLong(calibration.getValue().until());
            out.writeLong(calibration.getValue().latest());
        }
        out.writeInt(portables.size());
        for (String zone : portables.keySet()) {
            out.writeUTF(zone);
        }
    }

    void load(DataInputStream in) throws IOException {
        shockUntil = in.readLong();
        due = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            String zone = in.readUTF();
            long since = in.readLong();
            blast(zone, since, in.readLong() - since, in.readBoolean());
            set(Objects.requireNonNull(blasts.get(zone)).unclear(), in.readBoolean());
        }
        for (int i = in.readInt(); i > 0; i--) {
            calibrate(SensorId.parse(in.readUTF()), in.readLong(), in.readLong());
        }
        for (int i = in.readInt(); i > 0; i--) {
            over(in.readUTF(), true);
        }
    }
}
