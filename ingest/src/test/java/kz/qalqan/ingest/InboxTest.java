package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboxTest {
    private final Desk.Line line = new Desk.Line(true);

    @Test
    void fullInboxNamesTheConnectionThatMustDeliverAgain() {
        Inbox inbox = new Inbox(2);
        assertThat(inbox.offer(message(10))).isTrue();
        assertThat(inbox.offer(message(10))).isTrue();

        assertThat(inbox.offer(message(10))).isFalse();

        assertThat(inbox.takeOverflowed()).isSameAs(line);
        assertThat(inbox.takeOverflowed()).isNull();
        assertThat(inbox.bytes()).isEqualTo(20);
    }

    @Test
    void bytesAreBoundedAndGivenBack() {
        Inbox inbox = new Inbox(1_000);
        int taken = 0;
        while (inbox.offer(message(Limits.PAYLOAD_BYTES_MAX))) {
            taken++;
        }
        assertThat(taken).isEqualTo((int) (Limits.INBOX_BYTES_MAX / Limits.PAYLOAD_BYTES_MAX));

        while (inbox.poll() != null) {
            taken--;
        }

        assertThat(taken).isZero();
        assertThat(inbox.bytes()).isZero();
        assertThat(inbox.offer(message(10))).isTrue();
    }

    private Delivery message(int bytes) {
        return new Delivery(line, 1, Desk.TOPIC, Delivery.Body.of(new byte[bytes], null), false, Desk.NOON);
    }
}
