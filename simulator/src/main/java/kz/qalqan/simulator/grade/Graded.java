package kz.qalqan.simulator.grade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The running service that is graded, asked over its API like by any script.
 *
 * <p>Threads: one.
 */
public final class Graded {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAGE = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;
    private final String basic;

    /**
     * What the service counted so far.
     *
     * @param taken readings that are in its books: accepted, known duplicates, quarantined
     * @param dropped readings it lost
     */
    public record Balance(long taken, long dropped) {}

    /**
     * A service at an address.
     *
     * @param url where its page is, without a path
     * @param user an account that may look
     * @param password never printed
     */
    public Graded(URI url, String user, String password) {
        this.base = url.toString().replaceAll("/+$", "") + "/api/v1";
        this.basic = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Its loss accounting. */
    public Balance balance() throws IOException, InterruptedException {
        JsonNode balance = get("/balance");
        long taken = count(balance, "accepted") + count(balance, "duplicate") + count(balance, "quarantined");
        return new Balance(taken, count(balance, "dropped"));
    }

    /** The keys of a site's open alerts, as {@code rule place}. */
    public List<String> open(String site) throws IOException, InterruptedException {
        List<String> open = new ArrayList<>();
        for (JsonNode alert : alerts("state=open&site=" + encoded(site))) {
            open.add(alert.path("rule").asText() + " " + place(alert));
        }
        return open;
    }

    /** What a site raised since the telling began. */
    public List<Raised> raised(String site, Instant began) throws IOException, InterruptedException {
        List<Raised> raised = new ArrayList<>();
        for (JsonNode alert : alerts("state=all&site=" + encoded(site) + "&from=" + encoded(began.toString()))) {
            Instant at = Instant.parse(alert.path("raisedAt").asText());
            raised.add(new Raised(
                    alert.path("rule").asText(),
                    place(alert),
                    Duration.between(began, at),
                    alert.path("activations").asInt(1)));
        }
        return raised;
    }

    private List<JsonNode> alerts(String query) throws IOException, InterruptedException {
        List<JsonNode> alerts = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = get("/alerts?" + query + "&limit=" + PAGE + after);
            page.path("alerts").forEach(alerts::add);
            JsonNode next = page.path("next");
            if (next.isMissingNode() || next.isNull()) {
                return alerts;
            }
            after = "&after=" + encoded(next.asText());
        }
    }

    /** The place of a key {@code site:rule:place}. */
    private static String place(JsonNode alert) {
        String[] parts = alert.path("key").asText().split(":", 3);
        return parts.length == 3 ? parts[2] : "";
    }

    private static long count(JsonNode balance, String name) throws IOException {
        JsonNode count = balance.path(name);
        if (!count.isNumber()) {
            throw new IOException("the balance of the service says no '" + name + "': " + balance);
        }
        return count.asLong();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", basic)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
