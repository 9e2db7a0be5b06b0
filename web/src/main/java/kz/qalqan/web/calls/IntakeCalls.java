package kz.qalqan.web.calls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.Intake;
import kz.qalqan.telemetry.NotReplayable;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The door's own books: refused messages and the balance. */
public final class IntakeCalls {
    /** Bytes of a payload shown. */
    static final int PAYLOAD_SHOWN_MAX = 1_000;

    /** Messages looked through for a replay of many: all that are listed. */
    static final int LISTED_MAX = 1_000;

    /** Messages replayed by one call: each waits for the disk. */
    static final int REPLAYED_MAX = 200;

    private final Intake intake;
    private final Supplier<Plan> plan;

    /** Calls on this intake. */
    public IntakeCalls(Intake intake, Supplier<Plan> plan) {
        this.intake = intake;
        this.plan = plan;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "quarantine", this::quarantine,
                "unknownDevices", this::unknownDevices,
                "devices", this::devices,
                "replayMessage", this::replay,
                "replayMessages", this::replayAll,
                "balance", this::balance);
    }

    private Answer unknownDevices(Question question) {
        return Answer.ok(Json.object(
                "devices",
                intake.unknownDevices().stream()
                        .filter(this::stillUnknown)
                        .map(device -> Json.object(
                                "site", device.site(),
                                "device", device.device(),
                                "topic", device.topic(),
                                "values", device.values(),
                                "readings", device.readings(),
                                "firstAt", device.firstAt(),
                                "lastAt", device.lastAt()))
                        .toList()));
    }

    /** The plan may have got all of it since. */
    private boolean stillUnknown(Intake.UnknownDevice device) {
        Device known = plan.get()
                .site(device.site())
                .map(site -> site.devices().get(device.device()))
                .orElse(null);
        return known == null
                || !known.sensors().stream()
                        .map(sensor -> sensor.quantity().code())
                        .toList()
                        .containsAll(device.values().keySet());
    }

    private Answer devices(Question question) {
        return Answer.ok(Json.object(
                "devices",
                intake.devices().stream()
                        .sorted(Comparator.comparing(Intake.DeviceCounts::site)
                                .thenComparing(Intake.DeviceCounts::device))
                        .map(device -> Json.object(
                                "site", device.site(),
                                "device", device.device(),
                                "counts", counts(device),
                                "lastSeq", device.lastSeq() < 0 ? null : device.lastSeq(),
                                "offsetMillis", device.offsetMillis(),
                                "clashing", device.clashing()))
                        .toList()));
    }

    private static Map<String, Long> counts(Intake.DeviceCounts device) {
        Map<String, Long> counts = new TreeMap<>();
        device.counts().forEach((oddity, count) -> counts.put(oddity.word(), count));
        return counts;
    }

    private Answer quarantine(Question question) {
        return Answer.ok(Json.object(
                "messages",
                intake.quarantine(question.number("limit", AlertCalls.PAGE_DEFAULT)).stream()
                        .map(IntakeCalls::view)
                        .toList()));
    }

    private Answer replay(Question question) {
        String id = question.path("id");
        if (intake.refused(id).isEmpty()) {
            throw Refusal.unknown("refused message", id);
        }
        try {
            return Answer.ok(view(intake.replay(id)));
        } catch (NotReplayable e) {
            throw Refusal.conflict(e.why(), e.isDone() ? "replayed" : "refused");
        }
    }

    /** The oldest first: so they came. */
    private Answer replayAll(Question question) {
        String topic = question.text("topic");
        String reason = question.text("reason");
        List<Intake.Refused> chosen = new ArrayList<>(intake.quarantine(LISTED_MAX).stream()
                .filter(refused ->
                        refused.replayedAt() == null && refused.message().readings() > 0)
                .filter(refused ->
                        topic.isEmpty() || topic.equals(refused.message().topic()))
                .filter(refused -> reason.isEmpty()
                        || reason.equals(refused.message().reason().word()))
                .toList());
        Collections.reverse(chosen);
        List<Map<String, @Nullable Object>> still = new ArrayList<>();
        int replayed = 0;
        for (Intake.Refused refused : chosen.subList(0, Math.min(chosen.size(), REPLAYED_MAX))) {
            try {
                intake.replay(refused.id());
                replayed++;
            } catch (NotReplayable e) {
                still.add(Json.object("id", refused.id(), "why", e.why()));
            }
        }
        return Answer.ok(
                Json.object("replayed", replayed, "refused", still, "left", Math.max(0, chosen.size() - REPLAYED_MAX)));
    }

    private Answer balance(Question question) {
        return Answer.ok(intake.balance());
    }

    private static Map<String, @Nullable Object> view(Intake.Refused refused) {
        byte[] payload = refused.message().payload();
        return Json.object(
                "id", refused.id(),
                "topic", refused.message().topic(),
                "reason", refused.message().reason().word(),
                "detail", refused.message().detail(),
                "at", refused.at(),
                "length", refused.message().length(),
                "contentType", refused.message().contentType(),
                "sha256", refused.message().sha256(),
                "readings", refused.message().readings(),
                "replayedAt", refused.replayedAt(),
                "payload",
                        new String(
                                Arrays.copyOf(payload, Math.min(payload.length, PAYLOAD_SHOWN_MAX)),
                                StandardCharsets.UTF_8));
    }
}
