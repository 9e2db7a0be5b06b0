package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Desk.Line line = new Desk.Line(true);

    @Test
    void fullInboxNamesTheConnectionThatMustDeliverAgain() {
        Inbox inbox = new Inbox(2);
        assertThat(inbox.offer(List.of(message(10)), Duration.ZERO)).isTrue();
        assertThat(inbox.offer(List.of(message(10)), Duration.ZERO)).isTrue();

        assertThat(inbox.offer(List.of(message(10)), Duration.ZERO)).isFalse();

        assertThat(inbox.takeOverflowed()).isSameAs(line);
        assertThat(inbox.takeOverflowed()).isNull();
        assertThat(inbox.bytes()).isEqualTo(20);
    }

    @Test
    void bytesAreBoundedAndGivenBack() {
        Inbox inbox = new Inbox(1_000);
        int taken = 0;
        while (inbox.offer(List.of(message(Limits.PAYLOAD_BYTES_MAX)), Duration.ZERO)) {
            taken++;
        }
        assertThat(taken).isEqualTo((int) (Limits.INBOX_BYTES_MAX / Limits.PAYLOAD_BYTES_MAX));

        while (inbox.poll() != null) {
            taken--;
        }

        assertThat(taken).isZero();
        assertThat(inbox.bytes()).isZero();
        assertThat(inbox.offer(List.of(message(10)), Duration.ZERO)).isTrue();
    }

    @Test
    void whoPutsWaitsForRoomAndEachTakesManyAtATime() throws InterruptedException {
        Inbox inbox = new Inbox(2);
        Thread broker = new Thread(() -> inbox.offer(List.of(message(1), message(2), message(3)), LONG));
        broker.start();

        for (int bytes = 1; bytes <= 3; bytes++) {
            assertThat(inbox.poll(LONG.toMillis()))
                    .isNotNull()
                    .satisfies(m -> assertThat(m.body().length()).isPositive());
        }

        broker.join(LONG.toMillis());
        assertThat(inbox.hasOverflowed()).isFalse();
        assertThat(inbox.poll()).isNull();
        assertThat(inbox.size()).isZero();
    }

    @Test
    void whoWaitsForRoomIsFreedWhenTheInboxCloses() throws InterruptedException {
        Inbox inbox = new Inbox(1);
        Thread broker = new Thread(() -> inbox.offer(List.of(message(1), message(2)), LONG));
        broker.start();
        while (inbox.size() == 0) {
            Thread.onSpinWait();
        }

        inbox.close();

        broker.join(LONG.toMillis());
        assertThat(broker.isAlive()).isFalse();
        assertThat(inbox.hasOverflowed()).isFalse();
    }

    private Delivery message(int bytes) {
        return new Delivery(line, 1, Desk.TOPIC, Delivery.Body.of(new byte[bytes], null), false, Desk.NOON);
    }
}
