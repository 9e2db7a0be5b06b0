package kz.qalqan.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.qalqan.telemetry.Intake;
import kz.qalqan.telemetry.NotReplayable;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;

/** Two refused messages; a replay accepts them. */
final class RefusedMessages implements Intake {
    private static final Instant AT = Instant.parse("2026-11-21T07:59:00Z");
    private final Map<String, Refused> refused = new ConcurrentSkipListMap<>();

    RefusedMessages() {
        for (String id : List.of("17", "18")) {
            byte[] payload = "{\"values\":".getBytes(StandardCharsets.UTF_8);
            refused.put(
                    id,
                    new Refused(
                            id,
                            new Quarantined(
                                    "mine/x/y/z/telemetry",
                                    QuarantineReason.UNREADABLE,
                                    "ends too early",
                                    payload,
                                    payload.length,
                                    "00",
                                    1,
                                    1,
                                    "",
                                    false),
                            AT,
                            null));
        }
    }

    @Override
    public List<Refused> quarantine(int limit) {
        return refused.values().stream().limit(limit).toList();
    }

    @Override
    public Optional<Refused> refused(String id) {
        return Optional.ofNullable(refused.get(id));
    }

    @Override
    public Refused replay(String id) {
        Refused before = refused.get(id);
        if (before == null) {
            throw new IllegalArgumentException(id);
        }
        if (before.replayedAt() != null) {
            throw NotReplayable.done("it was replayed at " + before.replayedAt());
        }
        Refused after = new Refused(id, before.message(), before.at(), AT);
        refused.put(id, after);
        return after;
    }

    @Override
    public List<DeviceCounts> devices() {
        return List.of(new DeviceCounts("k1", "GA-07", Map.of(Oddity.SEQ_GAP, 2L), 7, 1_500, false));
    }

    @Override
    public List<UnknownDevice> unknownDevices() {
        return List.of(new UnknownDevice("k1", "GA-99", "mine/k1/z/GA-99", Map.of("ch4", "1.3"), 4, AT, AT));
    }

    @Override
    public Balance balance() {
        return new Balance(10, 8, 1, 1, 7, 1, 0);
    }
}
