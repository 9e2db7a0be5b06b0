package kz.qalqan.web.calls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import kz.qalqan.telemetry.Intake;
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

    private final Intake intake;

    /** Calls on this intake. */
    public IntakeCalls(Intake intake) {
        this.intake = intake;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("quarantine", this::quarantine, "replayMessage", this::replay, "balance", this::balance);
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
        return Answer.ok(view(intake.replay(id)));
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
                "sha256", refused.message().sha256(),
                "readings", refused.message().readings(),
                "replayedAt", refused.replayedAt(),
                "payload",
                        new String(
                                Arrays.copyOf(payload, Math.min(payload.length, PAYLOAD_SHOWN_MAX)),
                                StandardCharsets.UTF_8));
    }
}
