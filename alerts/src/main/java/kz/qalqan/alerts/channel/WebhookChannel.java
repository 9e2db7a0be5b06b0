package kz.qalqan.alerts.channel;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.qalqan.alerts.AlertForm;

/** Posts signed JSON. {@code Idempotency-Key} is the message's id. Threads: any. */
public final class WebhookChannel implements Channel {
    private static final String JSON = "application/json";

    private final Post post;
    private final String secret;
    private final InstantSource clock;

    /** Posts to {@code url}, signed with {@code secret}. */
    public WebhookChannel(URI url, String secret, InstantSource clock) {
        this.post = new Post(url);
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Message message) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", message.id());
        body.put("type", "alert");
        body.put("reason", message.reason().word());
        body.put("event", message.event());
        body.put("at", time(message.at()));
        body.put(
                "people",
                message.audience().people().stream().map(WebhookChannel::person).toList());
        body.put("alert", AlertForm.of(message.alert()));
        return send(message.id(), body);
    }

    @Override
    public Outcome test(Instant now) throws InterruptedException {
        return send("test@" + now, new LinkedHashMap<>(Map.of("id", "test@" + now, "type", "test")));
    }

    @Override
    public Outcome beat(Instant now) throws InterruptedException {
        return send("beat@" + now, new LinkedHashMap<>(Map.of("id", "beat@" + now, "type", "beat")));
    }

    private Outcome send(String id, Map<String, Object> body) throws InterruptedException {
        body.put("sentAt", time(clock.instant()));
        byte[] bytes = Written.json(body);
        return post.send(bytes, JSON, Map.of("Idempotency-Key", id, Signature.HEADER, Signature.of(bytes, secret)));
    }

    private static Map<String, String> person(Person person) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", person.name());
        form.put("role", person.role());
        form.put("mail", person.mail());
        form.put("phone", person.phone());
        return form;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
