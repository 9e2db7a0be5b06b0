package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.rules.facts.PanelStarted;
import kz.qalqan.rules.facts.PanelUndrained;
import kz.qalqan.rules.facts.Uncalibrated;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Panel;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Shift;
import kz.qalqan.telemetry.Shifts;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Days of the mine's calendar that the plan names: when a sensor must be calibrated (domain row 45), when a panel
 * starts and how long it is to be drained before (domain 8b).
 *
 * <p>A sensor is due on the plan's day. A declared calibration moves it on by the preset's interval, never back; where
 * the plan sets no day, the interval runs from the last verification. A day is in time until it is over in the mine.
 *
 * <p>Threads: the judgement thread only.
 */
final class DueDays {
    private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1000;

    private final Kernel kernel;
    private final Map<SensorId, Long> calibrated = new TreeMap<>();
    private final Map<String, SiteFlag> flags = new TreeMap<>();
    private long due;

    DueDays(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return due;
    }

    void pass(long at) {
        if (due <= at) {
            look(at);
        }
    }

    void take(Declaration declaration) {
        SensorId sensor = declaration.sensor();
        if (declaration.type() == Declaration.Type.CALIBRATION_DONE && sensor != null) {
            calibrated.put(sensor, kernel.now);
            look(kernel.now);
        }
    }

    /** Sets every flag as it is at a time. */
    private void look(long at) {
        due = Condition.NONE;
        Preset.Calibration rule = kernel.mine.preset().calibration();
        for (SensorState state : kernel.mine.sensors()) {
            SensorId id = state.sensor.id();
            long from = overdueFrom(state, rule);
            if (from != Condition.NONE) {
                note(id, from, rule);
            }
            flag(id + " due", new Uncalibrated(id, false), from, at);
            long grave = from == Condition.NONE ? from : from + rule.graveDays() * DAY_MICROS;
            flag(id + " grave", new Uncalibrated(id, true), grave, at);
        }
        for (Zone zone : kernel.mine.site().zones().values()) {
            Panel panel = zone.panel();
            if (panel != null) {
                long start = startOf(panel.start());
                flag(zone.id() + " started", new PanelStarted(zone.id(), panel.gasContent()), start, at);
                boolean inTime = !panel.drainedFrom().isAfter(panel.start());
                long end = startOf(panel.drainedFrom());
                boolean over = inTime || at >= end;
                flag(zone.id() + " undrained", new PanelUndrained(zone.id()), over ? Condition.NONE : start, at);
                due = over || at < start ? due : Math.min(due, end);
            }
        }
    }

    private void flag(String name, Object fact, long from, long at) {
        boolean on = at >= from && from != Condition.NONE;
        due = on ? due : Math.min(due, from);
        SiteFlag flag = flags.get(name);
        if (flag == null && on) {
            flag = new SiteFlag(fact);
            flags.put(name, flag);
        }
        if (flag != null && flag.set(on, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    private void note(SensorId id, long from, Preset.Calibration rule) {
        Map<String, String> words = new TreeMap<>();
        words.put("calibration-due", day(from).minusDays(1).toString());
        Long last = calibrated.get(id);
        if (last != null) {
            words.put("calibrated", ReadingBatch.instantOfMicros(last).toString());
        }
        words.put("source", rule.source());
        kernel.mine.notes.put(FindingKey.of("calibration-overdue", id), words);
    }

    /** When it becomes overdue; {@link Condition#NONE} when nobody can say. */
    private long overdueFrom(SensorState state, Preset.Calibration rule) {
        LocalDate planned = state.sensor.care().calibrationDue();
        Long declared = calibrated.get(state.sensor.id());
        long byPlan = planned == null ? Condition.NONE : startOf(planned.plusDays(1));
        if (declared != null) {
            long byAge = aged(state, declared, rule);
            return planned == null || declared >= byPlan
                    ? byAge
                    : Math.max(byPlan, byAge == Condition.NONE ? 0 : byAge);
        }
        LocalDate verified = verified(state);
        return planned != null || verified == null ? byPlan : aged(state, startOf(verified), rule);
    }

    private @Nullable LocalDate verified(SensorState state) {
        Device device = kernel.mine.site().devices().get(state.sensor.id().device());
        return device == null ? null : device.verified();
    }

    /** When a calibration at {@code last} is too old; never for what the preset has no interval for. */
    private long aged(SensorState state, long last, Preset.Calibration rule) {
        Quantity quantity = state.sensor.quantity();
        if (quantity.kind() != Quantity.Kind.GAS) {
            return Condition.NONE;
        }
        if (quantity == Quantity.O2) {
            Site site = kernel.mine.site();
            Shift shift = Shifts.running(site, ReadingBatch.instantOfMicros(last));
            for (int i = 0; i < rule.oxygenShifts(); i++) {
                shift = Shifts.running(site, shift.to());
            }
            return ReadingBatch.micros(shift.to());
        }
        return startOf(day(last).plusDays(rule.gasDays() + 1L));
    }

    private LocalDate day(long micros) {
        return ReadingBatch.instantOfMicros(micros)
                .atZone(kernel.mine.site().timeZone())
                .toLocalDate();
    }

    private long startOf(LocalDate day) {
        return ReadingBatch.micros(
                day.atStartOfDay(kernel.mine.site().timeZone()).toInstant());
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(calibrated.size());
        for (Map.Entry<SensorId, Long> entry : calibrated.entrySet()) {
            out.writeUTF(entry.getKey().toString());
            out.writeLong(entry.getValue());
        }
    }

    /** Flags are what they are at a time, so they need no keeping. */
    void load(DataInputStream in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            calibrated.put(SensorId.parse(in.readUTF()), in.readLong());
        }
        look(kernel.now);
    }
}
