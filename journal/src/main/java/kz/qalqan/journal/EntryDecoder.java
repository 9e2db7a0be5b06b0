package kz.qalqan.journal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.ClockStep;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload that {@link EntryEncoder} wrote.
 *
 * <p>Threads: one.
 */
final class EntryDecoder implements AutoCloseable {
    private static final int FIELDS_MAX = 10_000;

    private final BatchDecoder batches = new BatchDecoder();

    /**
     * The entry of one record.
     *
     * @param head what stands before it
     * @param type the type it says
     * @param sensors the segment's dictionary up to here
     * @throws MalformedRecord when the payload does not say an entry of this type
     */
    Entry decode(Frames.Head head, RecordType type, ByteSource source, List<SensorId> sensors) {
        try {
            Entry entry = entry(head, type, source, sensors);
            source.expectEnd();
            return entry;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new MalformedRecord(type + ": " + e.getMessage(), e);
        }
    }

    /** From here on no batch refers to one before. */
    void forget() {
        batches.forget();
    }

    private Entry entry(Frames.Head head, RecordType type, ByteSource in, List<SensorId> sensors) {
        int version = head.version();
        return switch (type) {
            case SENSORS -> throw new MalformedRecord("a dictionary is no entry");
            case READINGS -> batches.decode(in, version, head.receivedAtMicros(), sensors);
            case LIMIT_CHANGE -> limitChange(in);
            case DECLARATION -> declaration(in);
            case QUARANTINED -> quarantined(in, version);
            case TICK -> new Tick();
            case LINK_CHANGE -> new LinkChange(in.getText(), LinkChange.State.valueOf(in.getText()), in.getText());
            case DEVICE_STATUS -> new DeviceStatus(in.getText(), in.getText(), in.getText(), flag(in));
            case CLOCK_STEP -> new ClockStep(Duration.ofSeconds(in.getLong(), in.getInt()));
            case SERVICE_START -> new ServiceStart(in.getText(), in.getText(), in.getText(), in.getText());
            case PLAN_IN_FORCE -> new PlanInForce(in.getText(), in.getText());
            case UNKNOWN_GAS ->
                new UnknownGas(
                        in.getText(),
                        in.getText(),
                        Quantity.of(in.getText()),
                        Double.longBitsToDouble(in.getLong()),
                        Instant.ofEpochSecond(in.getLong(), in.getInt()));
            case OWN_RULES -> ownRules(in);
            case LOCK_HELD -> lockHeld(in);
        };
    }

    private static LimitChange limitChange(ByteSource in) {
        return new LimitChange(
                in.getText(), number(in), number(in), whole(in), whole(in), in.getText(), in.getText(), in.getText());
    }

    private static Declaration declaration(ByteSource in) {
        Declaration.Type type = Declaration.Type.valueOf(in.getText());
        String site = in.getText();
        String zone = text(in);
        String sensor = text(in);
        Instant until = flag(in) ? Instant.ofEpochSecond(in.getLong(), in.getInt()) : null;
        String by = in.getText();
        Map<String, String> details = new LinkedHashMap<>();
        for (int left = in.getCount("details", FIELDS_MAX); left > 0; left--) {
            details.put(in.getText(), in.getText());
        }
        return new Declaration(type, site, zone, sensor == null ? null : SensorId.parse(sensor), until, by, details);
    }

    private static OwnRules ownRules(ByteSource in) {
        String hash = in.getText();
        List<OwnRules.File> files = new ArrayList<>();
        for (int left = in.getCount("files", FIELDS_MAX); left > 0; left--) {
            files.add(new OwnRules.File(in.getText(), in.getText(), in.getText()));
        }
        String by = in.getText();
        String reason = in.getText();
        List<String> faults = new ArrayList<>();
        for (int left = in.getCount("faults", FIELDS_MAX); left > 0; left--) {
            faults.add(in.getText());
        }
        return new OwnRules(hash, files, by, reason, faults);
    }

    private static LockHeld lockHeld(ByteSource in) {
        FindingKey key = FindingKey.parse(in.getText());
        String sensor = text(in);
        return new LockHeld(
                key,
                sensor == null ? null : SensorId.parse(sensor),
                in.getText(),
                in.getText(),
                Priority.valueOf(in.getText()),
                flag(in));
    }

    private static Quarantined quarantined(ByteSource in, int version) {
        return new Quarantined(
                in.getText(),
                QuarantineReason.valueOf(in.getText()),
                in.getText(),
                in.getBytes(in.getCount("payload length", in.left())),
                in.getInt(),
                in.getText(),
                in.getInt(),
                in.getInt(),
                version > 1 ? in.getText() : "",
                version > 1 && flag(in));
    }

    private static boolean flag(ByteSource in) {
        int flag = in.getByte();
        if (flag > 1) {
            throw new MalformedRecord("a flag of " + flag);
        }
        return flag == 1;
    }

    private static @Nullable String text(ByteSource in) {
        return flag(in) ? in.getText() : null;
    }

    private static @Nullable Double number(ByteSource in) {
        return flag(in) ? Double.longBitsToDouble(in.getLong()) : null;
    }

    private static @Nullable Integer whole(ByteSource in) {
        return flag(in) ? in.getInt() : null;
    }

    @Override
    public void close() {
        batches.close();
    }
}
