package kz.qalqan.journal;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.telemetry.ClockStep;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries as JSON, one a line: {@code {"position","receivedAt","type",…}} and the fields of the entry.
 *
 * <p>Threads: one.
 */
final class JsonLines implements Entry.Visitor {
    private final Appendable out;
    private final StringBuilder line = new StringBuilder();

    JsonLines(Appendable out) {
        this.out = out;
    }

    void write(JournalEntry entry) throws IOException {
        line.setLength(0);
        line.append("{\"position\":").append(entry.position());
        field("receivedAt", entry.receivedAt());
        entry.content().visit(this);
        out.append(line.append("}\n"));
    }

    @Override
    public void readings(ReadingBatch batch) {
        field("type", "readings");
        line.append(",\"readings\":[");
        for (int i = 0; i < batch.size(); i++) {
            line.append(i == 0 ? "{" : ",{").append("\"sensor\":");
            text(batch.sensorOf(i));
            field("t", ReadingBatch.instantOfMicros(batch.measuredAtMicros()[i]));
            number("v", batch.value()[i]);
            field("quality", new Quality(batch.quality()[i]).word());
            line.append(",\"qualityBits\":").append(batch.quality()[i]).append('}');
        }
        line.append("],\"messages\":[");
        for (int i = 0; i < batch.messages().size(); i++) {
            ReadingBatch.MessageMark mark = batch.messages().get(i);
            line.append(i == 0 ? "{" : ",{").append("\"packetId\":").append(mark.packetId());
            field("payloadHash", Long.toHexString(mark.payloadHash()));
            line.append(",\"readings\":").append(mark.readings());
            line.append(",\"duplicates\":").append(mark.duplicates());
            line.append(",\"replayOf\":").append(mark.replayOf()).append('}');
        }
        line.append("],\"elsewhere\":[");
        for (int i = 0; i < batch.elsewhere().size(); i++) {
            ReadingBatch.Elsewhere run = batch.elsewhere().get(i);
            line.append(i == 0 ? "{" : ",{").append("\"from\":").append(run.from());
            line.append(",\"count\":").append(run.count());
            field("zone", run.zone());
            line.append('}');
        }
        line.append(']');
    }

    @Override
    public void limitChange(LimitChange change) {
        field("type", "limit-change");
        field("limit", change.limit());
        number("value", change.value());
        number("deadBand", change.deadBand());
        whole("onDelaySeconds", change.onDelaySeconds());
        whole("offDelaySeconds", change.offDelaySeconds());
        field("author", change.author());
        field("reason", change.reason());
        field("proposal", change.proposal());
    }

    @Override
    public void declaration(Declaration declaration) {
        field("type", "declaration");
        field("declared", declaration.type().word());
        field("site", declaration.site());
        field("zone", declaration.zone());
        field("sensor", declaration.sensor());
        field("until", declaration.until());
        field("by", declaration.by());
        line.append(",\"details\":{");
        String comma = "";
        for (Map.Entry<String, String> detail : new TreeMap<>(declaration.details()).entrySet()) {
            line.append(comma);
            text(detail.getKey());
            line.append(':');
            text(detail.getValue());
            comma = ",";
        }
        line.append('}');
    }

    @Override
    public void ownRules(OwnRules rules) {
        field("type", "own-rules");
        field("hash", rules.hash());
        line.append(",\"files\":[");
        for (int i = 0; i < rules.files().size(); i++) {
            OwnRules.File file = rules.files().get(i);
            line.append(i == 0 ? "{\"name\":" : ",{\"name\":");
            text(file.name());
            field("sha256", file.sha256());
            field("text", file.text());
            line.append('}');
        }
        line.append(']');
        field("by", rules.by());
        field("reason", rules.reason());
        line.append(",\"faults\":[");
        for (int i = 0; i < rules.faults().size(); i++) {
            line.append(i == 0 ? "" : ",");
            text(rules.faults().get(i));
        }
        line.append(']');
    }

    @Override
    public void lockHeld(LockHeld lock) {
        field("type", "lock-held");
        field("key", lock.key());
        field("sensor", lock.sensor());
        field("level", lock.level());
        field("rule", lock.rule());
        field("priority", lock.priority().word());
        line.append(",\"held\":").append(lock.held());
    }

    @Override
    public void quarantined(Quarantined message) {
        field("type", "quarantined");
        field("topic", message.topic());
        field("reason", message.reason().word());
        field("detail", message.detail());
        field("payloadBase64", Base64.getEncoder().encodeToString(message.payload()));
        whole("length", message.length());
        field("sha256", message.sha256());
        whole("packetId", message.packetId());
        whole("readings", message.readings());
        field("contentType", message.contentType());
        line.append(",\"retained\":").append(message.retained());
    }

    @Override
    public void tick(Tick tick) {
        field("type", "tick");
    }

    @Override
    public void linkChange(LinkChange change) {
        field("type", "link-change");
        field("link", change.link());
        field("state", change.state());
        field("reason", change.reason());
    }

    @Override
    public void deviceStatus(DeviceStatus status) {
        field("type", "device-status");
        field("site", status.site());
        field("zone", status.zone());
        field("device", status.device());
        line.append(",\"online\":").append(status.online());
    }

    @Override
    public void clockStep(ClockStep step) {
        field("type", "clock-step");
        field("by", step.by());
    }

    @Override
    public void serviceStart(ServiceStart start) {
        field("type", "service-start");
        field("build", start.build());
        field("engine", start.engine());
        field("pack", start.pack());
        field("zoneRules", start.zoneRules());
    }

    @Override
    public void planInForce(PlanInForce plan) {
        field("type", "plan-in-force");
        field("hash", plan.hash());
        field("text", plan.text());
    }

    @Override
    public void unknownGas(UnknownGas gas) {
        field("type", "unknown-gas");
        field("topic", gas.topic());
        field("device", gas.device());
        field("quantity", gas.quantity().code());
        number("value", gas.value());
        field("measuredAt", gas.measuredAt());
    }

    /** Text by way of toString; nothing at all for null. */
    private void field(String name, @Nullable Object value) {
        if (value != null) {
            line.append(",\"").append(name).append("\":");
            text(value);
        }
    }

    /** A number; as text where JSON has none for it. */
    private void number(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            line.append(",\"").append(name).append("\":").append(value.doubleValue());
        } else {
            field(name, value);
        }
    }

    private void whole(String name, @Nullable Integer value) {
        if (value != null) {
            line.append(",\"").append(name).append("\":").append(value.intValue());
        }
    }

    private void text(Object value) {
        line.append('"');
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }
}
