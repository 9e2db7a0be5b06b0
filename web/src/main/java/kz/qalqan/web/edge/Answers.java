package kz.qalqan.web.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.database.Database;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import org.jdbi.v3.core.Jdbi;

/**
 * Answers kept by {@code Idempotency-Key}, so that a question sent twice has one effect and one answer.
 *
 * <p>A key belongs to an account. An answer is kept when the effect is decided: success and refusals for good reason,
 * not 5xx. The key is stored after the effect: a process killed between the two leaves the effect without its answer,
 * and the question asked again meets the state it left (an alert already acknowledged, a proposal already approved).
 *
 * <p>Threads: workers only.
 */
public final class Answers {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    private record Kept(String questionHash, Answer answer) {}

    /** Kept in this store, whose tables are there. */
    public Answers(Database database, InstantSource clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /**
     * The kept answer to this question, or the answer of the call, kept from now on.
     *
     * @throws Refusal 422 when the key came with another question, 409 while the first is still being answered
     */
    Answer answer(Question question, String fingerprint, Call call) {
        String key = question.origin().idempotencyKey();
        String account = question.asker().name();
        String hash = sha256(fingerprint);
        if (!running.add(account + "\0" + key)) {
            throw Refusal.conflict("a question with this Idempotency-Key is being answered", "");
        }
        try {
            Optional<Kept> kept = find(account, key);
            if (kept.isPresent() && !kept.get().questionHash().equals(hash)) {
                throw Refusal.senseless("header/Idempotency-Key", "this key came with another question before");
            }
            return kept.map(Kept::answer).orElseGet(() -> keep(account, key, hash, answered(question, call)));
        } finally {
            running.remove(account + "\0" + key);
        }
    }

    private static Answer answered(Question question, Call call) {
        try {
            return call.answer(question);
        } catch (Refusal e) {
            if (e.status() == 429 || e.status() >= 500) {
                throw e;
            }
            return e.answer();
        }
    }

    private Optional<Kept> find(String account, String key) {
        return jdbi.withHandle(handle -> handle.createQuery("select question_hash, status, body from web_answer"
                        + " where account = :account and idempotency_key = :key and expires_us > :now")
                .bind("account", account)
                .bind("key", key)
                .bind("now", micros(clock.instant()))
                .map((rows, context) -> new Kept(
                        rows.getString("question_hash"),
                        new Answer(
                                rows.getInt("status"),
                                rows.getInt("status") < 400 ? Answer.JSON : Problem.TYPE,
                                rows.getString("body"),
                                Map.of())))
                .findOne());
    }

    private Answer keep(String account, String key, String hash, Answer answer) {
        if (answer.status() >= 500) {
            return answer;
        }
        Instant now = clock.instant();
        String body = new String(Json.bytes(answer.body()), StandardCharsets.UTF_8);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from web_answer where expires_us <= :now")
                    .bind("now", micros(now))
                    .execute();
            handle.createUpdate("insert into web_answer"
                            + " (account, idempotency_key, question_hash, status, body, expires_us)"
                            + " values (:account, :key, :hash, :status, :body, :expires)"
                            + " on conflict (account, idempotency_key) do nothing")
                    .bind("account", account)
                    .bind("key", key)
                    .bind("hash", hash)
                    .bind("status", answer.status())
                    .bind("body", body)
                    .bind("expires", micros(now.plus(KEPT)))
                    .execute();
        });
        return answer;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
