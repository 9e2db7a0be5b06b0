package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page that listens, as a browser would. */
final class LiveEvents implements AutoCloseable {
    private static final long SECONDS_MAX = 10;

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** A server-sent event. */
    record Event(String name, String id, JsonObject data) {}

    private LiveEvents(InputStream body) {
        this.body = body;
        Thread reader = new Thread(this::read, "live-events");
        reader.setDaemon(true);
        reader.start();
    }

    static LiveEvents open(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
            return new LiveEvents(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            List<String> block = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    block.add(line);
                    continue;
                }
                if (block.stream().anyMatch(field -> field.startsWith("event: "))) {
                    events.add(
                            new Event(field(block, "event"), field(block, "id"), new JsonObject(field(block, "data"))));
                }
                block.clear();
            }
        } catch (IOException e) {
            // the stream ended
        }
        events.add(new Event("end", "", new JsonObject()));
    }

    private static String field(List<String> block, String name) {
        return block.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** The next event of this name; others are passed over. */
    Event next(String name) {
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            Event event = events.poll(SECONDS_MAX, TimeUnit.SECONDS);
            while (event != null && !List.of(name, "end").contains(event.name())) {
                event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (event == null || !event.name().equals(name)) {
                throw new AssertionError("no event '" + name + "' within " + SECONDS_MAX + " s, but " + event);
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
