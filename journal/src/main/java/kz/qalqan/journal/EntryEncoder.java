package kz.qalqan.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.telemetry.ClockStep;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Writes the payload of an entry: its fields in the order of the record; text as length and UTF-8, enums by name, what
 * may be null behind a byte that says whether it is there. {@link EntryDecoder} reads it.
 *
 * <p>Threads: the journal's writer.
 */
final class EntryEncoder implements Entry.Visitor, AutoCloseable {
    private final ByteSink sink;
    private final SensorDictionary sensors;
    private final BatchEncoder batches = new BatchEncoder();
    private RecordType type = RecordType.TICK;
    private long receivedAtMicros;

    EntryEncoder(ByteSink sink, SensorDictionary sensors) {
        this.sink = sink;
        this.sensors = sensors;
    }

    /** From here on no batch refers to one before. */
    void forget() {
        batches.forget();
    }

    /** Appends the payload to the sink and says what it is. */
    RecordType encode(Entry entry, long receivedAt) {
        receivedAtMicros = receivedAt;
        entry.visit(this);
        return type;
    }

    @Override
    public void readings(ReadingBatch batch) {
        type = RecordType.READINGS;
        batches.encode(batch, receivedAtMicros, sensors, sink);
    }

    @Override
    public void limitChange(LimitChange change) {
        type = RecordType.LIMIT_CHANGE;
        sink.putText(change.limit());
        number(change.value());
        number(change.deadBand());
        whole(change.onDelaySeconds());
        whole(change.offDelaySeconds());
        sink.putText(change.author());
        sink.putText(change.reason());
        sink.putText(change.proposal());
    }

    @Override
    public void declaration(Declaration declaration) {
        type = RecordType.DECLARATION;
        sink.putText(declaration.type().name());
        sink.putText(declaration.site());
        text(declaration.zone());
        text(declaration.sensor() == null ? null : declaration.sensor().toString());
        time(declaration.until());
        sink.putText(declaration.by());
        Map<String, String> sorted = new TreeMap<>(declaration.details());
        sink.putVarint(sorted.size());
        sorted.forEach((key, value) -> {
            sink.putText(key);
            sink.putText(value);
        });
    }

    @Override
    public void quarantined(Quarantined message) {
        type = RecordType.QUARANTINED;
        sink.putText(message.topic());
        sink.putText(message.reason().name());
        sink.putText(message.detail());
        sink.putVarint(message.payload().length);
        sink.putBytes(message.payload(), 0, message.payload().length);
        sink.putInt(message.length());
        sink.putText(message.sha256());
        sink.putInt(message.packetId());
        sink.putInt(message.readings());
        sink.putText(message.contentType());
        sink.putByte(message.retained() ? 1 : 0);
    }

    @Override
    public void tick(Tick tick) {
        type = RecordType.TICK;
    }

    @Override
    public void linkChange(LinkChange change) {
        type = RecordType.LINK_CHANGE;
        sink.putText(change.link());
        sink.putText(change.state().name());
        sink.putText(change.reason());
    }

    @Override
    public void deviceStatus(DeviceStatus status) {
        type = RecordType.DEVICE_STATUS;
        sink.putText(status.site());
        sink.putText(status.zone());
        sink.putText(status.device());
        sink.putByte(status.online() ? 1 : 0);
    }

    @Override
    public void clockStep(ClockStep step) {
        type = RecordType.CLOCK_STEP;
        Duration by = step.by();
        sink.putLong(by.toSeconds());
        sink.putInt(by.toNanosPart());
    }

    @Override
    public void serviceStart(ServiceStart start) {
        type = RecordType.SERVICE_START;
        sink.putText(start.build());
        sink.putText(start.engine());
        sink.putText(start.pack());
        sink.putText(start.zoneRules());
    }

    @Override
    public void planInForce(PlanInForce plan) {
        type = RecordType.PLAN_IN_FORCE;
        sink.putText(plan.hash());
        sink.putText(plan.text());
    }

    @Override
    public void unknownGas(UnknownGas gas) {
        type = RecordType.UNKNOWN_GAS;
        sink.putText(gas.topic());
        sink.putText(gas.device());
        sink.putText(gas.quantity().code());
        sink.putLong(Double.doubleToRawLongBits(gas.value()));
        Instant at = gas.measuredAt();
        sink.putLong(at.getEpochSecond());
        sink.putInt(at.getNano());
    }

    @Override
    public void ownRules(OwnRules rules) {
        type = RecordType.OWN_RULES;
        sink.putText(rules.hash());
        sink.putVarint(rules.files().size());
        for (OwnRules.File file : rules.files()) {
            sink.putText(file.name());
            sink.putText(file.sha256());
            sink.putText(file.text());
        }
        sink.putText(rules.by());
        sink.putText(rules.reason());
        sink.putVarint(rules.faults().size());
        rules.faults().forEach(sink::putText);
    }

    @Override
    public void lockHeld(LockHeld lock) {
        type = RecordType.LOCK_HELD;
        sink.putText(lock.key().toString());
        text(lock.sensor() == null ? null : lock.sensor().toString());
        sink.putText(lock.level());
        sink.putText(lock.rule());
        sink.putText(lock.priority().name());
        sink.putByte(lock.held() ? 1 : 0);
    }

    @Override
    public void close() {
        batches.close();
    }

    private void text(@Nullable String text) {
        sink.putByte(text == null ? 0 : 1);
        if (text != null) {
            sink.putText(text);
        }
    }

    private void time(@Nullable Instant time) {
        sink.putByte(time == null ? 0 : 1);
        if (time != null) {
            sink.putLong(time.getEpochSecond());
            sink.putInt(time.getNano());
        }
    }

    private void number(@Nullable Double number) {
        sink.putByte(number == null ? 0 : 1);
        if (number != null) {
            sink.putLong(Double.doubleToRawLongBits(number));
        }
    }

    private void whole(@Nullable Integer number) {
        sink.putByte(number == null ? 0 : 1);
        if (number != null) {
            sink.putInt(number);
        }
    }
}
