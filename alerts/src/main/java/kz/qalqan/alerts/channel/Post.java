package kz.qalqan.alerts.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts to one address. Redirects are not followed: a signed body goes to nobody else. An answer about this message
 * (400, 413, 415, 422) refuses it; 408 and 500 fail it; everything else says that the receiver takes nothing, which an
 * administrator can mend while messages wait.
 *
 * <p>Threads: any.
 */
final class Post {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    /** From the first byte sent to the last one read. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final Set<Integer> REFUSING = Set.of(400, 413, 415, 422);
    private static final Set<Integer> FAILING = Set.of(408, 500);
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;
    private static final int WAIT_DIGITS_MAX = 4;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final URI url;

    Post(URI url) {
        this.url = url;
    }

    Outcome send(byte[] body, String type, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(ANSWER_MAX)
                .header("Content-Type", type)
                .header("User-Agent", "qalqan")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(), info -> new Head());
        try {
            return outcome(answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Outcome.unreachable("no answer within " + ANSWER_MAX.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException || cause instanceof IllegalStateException) {
                return Outcome.unreachable(words(cause));
            }
            throw new IllegalStateException("posting to " + url.getHost() + " broke", cause);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static Outcome outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= OK_FROM && status <= OK_TO) {
            return Outcome.delivered();
        }
        String detail = ("answered " + status + " " + answer.body()).strip();
        if (REFUSING.contains(status)) {
            return Outcome.refused(detail);
        }
        if (FAILING.contains(status)) {
            return Outcome.failed(detail);
        }
        Outcome unreachable = Outcome.unreachable(detail);
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1," + WAIT_DIGITS_MAX + "}"))
                .map(text -> new Outcome(
                        unreachable.kind(), unreachable.detail(), Duration.ofSeconds(Long.parseLong(text)), null))
                .orElse(unreachable);
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
