package kz.qalqan.alerts.channel;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes the first bytes of an answer and no more, however long it goes on. Threads: the client's. */
final class Head implements HttpResponse.BodySubscriber<String> {
    private static final int BYTES_MAX = 300;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final StringBuilder taken = new StringBuilder();
    private int room = BYTES_MAX;

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(room, buffer.remaining())];
            buffer.get(bytes);
            room -= bytes.length;
            taken.append(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(taken.toString().strip());
    }
}
