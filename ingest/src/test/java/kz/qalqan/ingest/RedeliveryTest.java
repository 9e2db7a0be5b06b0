package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Reading;
import org.junit.jupiter.api.Test;

/** Messages without a time of their own: only packet id and payload tell a redelivery from a new message. */
class RedeliveryTest {
    private static final byte[] QUIET = "{\"values\":{\"ch4\":0.4}}".getBytes(UTF_8);
    private static final byte[] OTHER = "{\"values\":{\"ch4\":0.5}}".getBytes(UTF_8);

    private final Desk desk = new Desk();

    @Test
    void messageDeliveredAgainAfterAReconnectIsADuplicate() {
        desk.message(1, Desk.TOPIC, QUIET).message(2, Desk.TOPIC, OTHER);

        desk.reconnected().message(1, Desk.TOPIC, QUIET).message(2, Desk.TOPIC, OTHER);

        assertThat(desk.readings()).hasSize(2);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(2, 2, 0));
    }

    @Test
    void sameValueLaterOnTheSameConnectionIsAnotherReading() {
        desk.message(1, Desk.TOPIC, QUIET).message(1, Desk.TOPIC, QUIET);

        assertThat(desk.readings()).hasSize(2);
    }

    @Test
    void sameValueAfterTheBacklogIsAnotherReading() {
        desk.message(1, Desk.TOPIC, QUIET);

        desk.reconnected().message(7, Desk.TOPIC, OTHER).drained().message(1, Desk.TOPIC, QUIET);

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.4, 0.5, 0.4);
    }

    /** mosquitto hands out a backlog without regard to the receive maximum, which is a hundred here. */
    @Test
    void moreThanTheReceiveMaximumIsKnownAgainAfterAKill() {
        for (int i = 0; i < 1_000; i++) {
            desk.message(1 + i, Desk.TOPIC, QUIET);
        }

        Desk restarted = Desk.after(desk).reconnected();
        for (int i = 0; i < 1_000; i++) {
            restarted.message(1 + i, Desk.TOPIC, QUIET);
        }

        assertThat(restarted.readings()).isEmpty();
        assertThat(restarted.books.sums()).isEqualTo(new Books.Sums(1_000, 1_000, 0));
    }

    @Test
    void messageIsMatchedOnceAndInOrderOnly() {
        desk.message(1, Desk.TOPIC, QUIET).message(2, Desk.TOPIC, OTHER);

        desk.reconnected()
                .message(2, Desk.TOPIC, OTHER)
                .message(2, Desk.TOPIC, OTHER)
                .message(1, Desk.TOPIC, QUIET);

        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(4, 1, 0));
    }

    @Test
    void messageWhoseAcknowledgementArrivedLongBeforeTheBreakIsNotMatched() {
        desk.message(1, Desk.TOPIC, QUIET);
        desk.now = desk.now.plus(Duration.ofSeconds(10));
        desk.message(2, Desk.TOPIC, OTHER);

        desk.reconnected().message(1, Desk.TOPIC, QUIET);

        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(3, 0, 0));
    }

    @Test
    void refusedMessageDeliveredAgainIsNotKeptTwice() {
        byte[] garbage = "garbage".getBytes(UTF_8);
        desk.message(1, Desk.TOPIC, garbage);

        desk.reconnected().message(1, Desk.TOPIC, garbage);

        assertThat(desk.refused()).hasSize(1);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(0, 1, 1));
    }

    @Test
    void restartKnowsMessagesAndReadingsOfTheRunBefore() {
        byte[] mixed = "{\"values\":{\"ch4\":0.4,\"co\":\"x\"}}".getBytes(UTF_8);
        byte[] stamped = ("{\"ts\":" + Desk.NOON.toEpochMilli() + ",\"values\":{\"ch4\":0.4}}").getBytes(UTF_8);
        desk.message(1, Desk.TOPIC, QUIET)
                .message(2, Desk.TOPIC, mixed)
                .message(3, Desk.TOPIC, "garbage".getBytes(UTF_8))
                .message(4, Desk.TOPIC, stamped);

        Desk restarted = Desk.after(desk).reconnected();
        restarted
                .message(1, Desk.TOPIC, QUIET)
                .message(2, Desk.TOPIC, mixed)
                .message(3, Desk.TOPIC, "garbage".getBytes(UTF_8))
                .message(9, Desk.TOPIC, stamped);

        assertThat(restarted.readings()).isEmpty();
        assertThat(restarted.books.sums()).isEqualTo(new Books.Sums(3, 5, 2));
    }

    @Test
    void restartAcceptsThePartOfAMessageThatDidNotGetOnDisk() {
        String both = "{\"GA-07\":{\"ts\":1763726400000,\"values\":{\"ch4\":1}},"
                + "\"GB-01\":{\"ts\":1763726400000,\"values\":{\"ch4\":2}}}";
        desk.k2.hold();
        desk.message("v1/gateway/telemetry", both);

        Desk restarted = Desk.after(desk).reconnected().message("v1/gateway/telemetry", both);

        assertThat(restarted.k1.readings()).isEmpty();
        assertThat(restarted.k2.readings()).extracting(Reading::value).containsExactly(2.0);
        assertThat(restarted.books.sums()).isEqualTo(new Books.Sums(2, 1, 0));
    }

    @Test
    void restartForgetsMessagesLongBeforeItsEnd() {
        desk.message(1, Desk.TOPIC, QUIET);
        desk.now = desk.now.plus(Duration.ofMinutes(1));
        desk.message(2, Desk.TOPIC, OTHER);

        Desk restarted = Desk.after(desk).reconnected().message(1, Desk.TOPIC, QUIET);

        assertThat(restarted.readings()).hasSize(1);
    }
}
