package kz.qalqan.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Latches, delays, kept readings and what was told, by the names of sensors and latches: so a state fits another plan
 * as far as the two agree. The session itself is never kept; it is told again what is true.
 */
final class StateCodec {
    private StateCodec() {}

    /** The state on its way to another kernel. */
    static Saved save(Kernel kernel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(kernel, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the state of the engine", e);
        }
        return new Saved(bytes.toByteArray());
    }

    static void write(Kernel kernel, DataOutputStream out) throws IOException {
        out.writeLong(kernel.now);
        Watch watch = kernel.watch;
        out.writeInt(watch.notUp.size());
        for (String link : watch.notUp) {
            out.writeUTF(link);
        }
        out.writeInt(kernel.mine.linksDown.size());
        for (Map.Entry<String, String> link : kernel.mine.linksDown.entrySet()) {
            out.writeUTF(link.getKey());
            out.writeUTF(link.getValue());
        }
        out.writeLong(watch.linkDue);
        out.writeBoolean(watch.linkDown.active());
        out.writeLong(watch.silenceDue);
        out.writeLong(watch.commissionDue);
        out.writeBoolean(watch.neverSeen.active());
        List<SensorState> sensors = kernel.mine.sensors();
        out.writeInt(sensors.size());
        for (SensorState sensor : sensors) {
            sensor(sensor, out);
        }
        kernel.declared.save(out);
        told(kernel.book, out);
        later(kernel, out);
    }

    /** What states of earlier builds end without. */
    private static void later(Kernel kernel, DataOutputStream out) throws IOException {
        List<SensorState> sensors = kernel.mine.sensors();
        List<SensorState> some = sensors.stream()
                .filter(s -> s.offline || s.pastSeen != SensorState.NEVER)
                .toList();
        out.writeInt(some.size());
        for (SensorState sensor : some) {
            out.writeUTF(sensor.sensor.id().toString());
            out.writeBoolean(sensor.offline);
            out.writeLong(sensor.pastSeen);
        }
        kernel.unknown.forgetEnded();
        out.writeInt(kernel.mine.unknown.size());
        for (Map.Entry<String, UnknownSources.Source> entry : kernel.mine.unknown.entrySet()) {
            UnknownSources.Source source = entry.getValue();
            out.writeUTF(entry.getKey());
            gas(source.worst, out);
            gas(source.newest, out);
            out.writeLong(source.lastOver);
            out.writeLong(source.count);
        }
        kernel.watch.save(out);
        kernel.duties.save(out);
    }

    private static void gas(UnknownGas gas, DataOutputStream out) throws IOException {
        out.writeUTF(gas.topic());
        out.writeUTF(gas.device());
        out.writeUTF(gas.quantity().code());
        out.writeDouble(gas.value());
        out.writeLong(ReadingBatch.micros(gas.measuredAt()));
    }

    private static void sensor(SensorState sensor, DataOutputStream out) throws IOException {
        out.writeUTF(sensor.sensor.id().toString());
        out.writeLong(sensor.lastSeen);
        out.writeLong(sensor.heardAt);
        out.writeLong(sensor.lastGood);
        out.writeLong(sensor.lateAt);
        out.writeLong(sensor.measuredAt);
        out.writeDouble(sensor.value);
        out.writeBoolean(sensor.counting);
        out.writeBoolean(sensor.missing);
        Ring ring = sensor.ring;
        out.writeLong(ring.count);
        for (int i = 0; i < ring.size(); i++) {
            int slot = ring.slot(i);
            out.writeLong(ring.measuredAtMicros[slot]);
            out.writeDouble(ring.value[slot]);
            out.writeInt(ring.quality[slot]);
        }
        out.writeInt(sensor.windows.size());
        for (Map.Entry<String, Window> window : sensor.windows.entrySet()) {
            window(window.getKey(), window.getValue(), out);
        }
        List<Condition> latches = sensor.latches();
        out.writeInt(latches.size());
        for (Condition latch : latches) {
            out.writeUTF(latch.name);
            out.writeBoolean(latch.active);
            out.writeBoolean(latch.lateTold);
            out.writeLong(latch.deadline);
            out.writeLong(latch.remaining);
            out.writeLong(latch.lateSince);
        }
    }

    private static void window(String name, Window window, DataOutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream kept = new DataOutputStream(bytes)) {
            window.save(kept);
        }
        out.writeUTF(name);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static void told(FindingBook book, DataOutputStream out) throws IOException {
        out.writeInt(book.all().size());
        for (OpenFinding finding : book.all()) {
            OpenFinding.Told told = finding.told;
            out.writeUTF(finding.key.toString());
            text(finding.sensor, out);
            out.writeBoolean(told.active());
            out.writeBoolean(told.locked());
            out.writeUTF(told.level());
            out.writeUTF(told.rule());
            out.writeUTF(told.priority().name());
            text(told.suppressedBy(), out);
            out.writeBoolean(told.stale());
            out.writeInt(told.limitVersion());
        }
    }

    private static void text(@Nullable Object value, DataOutputStream out) throws IOException {
        out.writeUTF(value == null ? "" : value.toString());
    }

    /**
     * A state as bytes.
     *
     * @param bytes what {@link #write} wrote
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Saved(byte[] bytes) {
        /** Puts the state into a fresh kernel. */
        void into(Kernel kernel) {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                new Reading(kernel, in).all();
            } catch (IOException e) {
                throw new IllegalArgumentException("the state of the engine is damaged: " + e.getMessage(), e);
            }
        }
    }

    private static final class Reading {
        private final Kernel kernel;
        private final DataInputStream in;

        Reading(Kernel kernel, DataInputStream in) {
            this.kernel = kernel;
            this.in = in;
        }

        void all() throws IOException {
            kernel.now = in.readLong();
            Watch watch = kernel.watch;
            TreeSet<String> notUp = watch.notUp;
            for (int i = in.readInt(); i > 0; i--) {
                notUp.add(in.readUTF());
            }
            Map<String, String> down = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                down.put(in.readUTF(), in.readUTF());
            }
            kernel.mine.linksDown.putAll(down);
            watch.linkDue = in.readLong();
            watch.linkDown.set(in.readBoolean(), kernel.session);
            watch.silenceDue = in.readLong();
            watch.commissionDue = in.readLong();
            watch.neverSeen.set(in.readBoolean(), kernel.session);
            for (int i = in.readInt(); i > 0; i--) {
                sensor();
            }
            kernel.declared.load(in);
            watch.look();
            kernel.mine.sensors().forEach(kernel.distrust::resume);
            kernel.votes.look();
            kernel.session.fire();
            told();
            if (in.available() > 0) {
                later();
                kernel.session.fire();
            }
            kernel.conclude();
            kernel.book.touchAll();
            kernel.counting.resume();
        }

        private void later() throws IOException {
            for (int i = in.readInt(); i > 0; i--) {
                SensorState planned = kernel.mine.find(SensorId.parse(in.readUTF()));
                SensorState state = planned == null ? kernel.mine.stranger() : planned;
                state.offline = in.readBoolean();
                state.pastSeen = in.readLong();
            }
            for (int i = in.readInt(); i > 0; i--) {
                kernel.unknown.restore(in.readUTF(), gas(), gas(), in.readLong(), in.readLong());
            }
            if (in.available() > 0) {
                kernel.watch.load(in);
                kernel.votes.look();
                kernel.duties.load(in);
            }
        }

        private UnknownGas gas() throws IOException {
            return new UnknownGas(
                    in.readUTF(),
                    in.readUTF(),
                    Quantity.of(in.readUTF()),
                    in.readDouble(),
                    ReadingBatch.instantOfMicros(in.readLong()));
        }

        private void sensor() throws IOException {
            SensorId id = SensorId.parse(in.readUTF());
            SensorState planned = kernel.mine.find(id);
            SensorState state = planned == null ? kernel.mine.stranger() : planned;
            state.lastSeen = in.readLong();
            state.heardAt = in.readLong();
            state.lastGood = in.readLong();
            state.lateAt = in.readLong();
            state.measuredAt = in.readLong();
            state.value = in.readDouble();
            state.counting = in.readBoolean();
            state.missing = in.readBoolean();
            Ring ring = state.ring;
            ring.count = in.readLong();
            for (int i = 0; i < ring.size(); i++) {
                int slot = ring.slot(i);
                ring.measuredAtMicros[slot] = in.readLong();
                ring.value[slot] = in.readDouble();
                ring.quality[slot] = in.readInt();
            }
            windows(state);
            latches(state, planned != null);
        }

        /** A window that no limit asks for any more is let go; one that is new starts empty. */
        private void windows(SensorState state) throws IOException {
            for (int i = in.readInt(); i > 0; i--) {
                Window window = state.windows.get(in.readUTF());
                byte[] kept = in.readNBytes(in.readInt());
                if (window != null) {
                    window.load(new DataInputStream(new ByteArrayInputStream(kept)));
                }
            }
        }

        private void latches(SensorState state, boolean planned) throws IOException {
            Map<String, Condition> byName = new HashMap<>();
            state.latches().forEach(latch -> byName.put(latch.name, latch));
            for (int i = in.readInt(); i > 0; i--) {
                String name = in.readUTF();
                Condition latch = name.startsWith(SensorState.ELSEWHERE) ? elsewhere(state, name) : byName.get(name);
                Condition.Saved saved = new Condition.Saved(
                        in.readBoolean(), in.readBoolean(), in.readLong(), in.readLong(), in.readLong());
                if (latch != null && planned) {
                    latch.restore(saved, kernel.pending);
                    kernel.session.tell(latch);
                }
            }
        }

        /** A latch on a limit of another zone is made when it is needed. */
        private @Nullable Condition elsewhere(SensorState state, String name) {
            Limit limit = kernel.mine.limits().current(name.substring(SensorState.ELSEWHERE.length()));
            return limit == null ? null : state.elsewhere(limit);
        }

        private void told() throws IOException {
            for (int i = in.readInt(); i > 0; i--) {
                FindingKey key = FindingKey.parse(in.readUTF());
                String sensor = in.readUTF();
                boolean active = in.readBoolean();
                boolean locked = in.readBoolean();
                String level = in.readUTF();
                String rule = in.readUTF();
                Priority priority = Priority.valueOf(in.readUTF());
                String by = in.readUTF();
                OpenFinding.Told told = new OpenFinding.Told(
                        active,
                        locked,
                        level,
                        rule,
                        priority,
                        by.isEmpty() ? null : FindingKey.parse(by),
                        in.readBoolean(),
                        in.readInt());
                kernel.book.told(key, sensor.isEmpty() ? null : SensorId.parse(sensor), told);
            }
        }
    }
}
