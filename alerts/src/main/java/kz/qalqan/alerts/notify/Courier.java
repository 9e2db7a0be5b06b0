package kz.qalqan.alerts.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertPage;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.Message;
import kz.qalqan.alerts.channel.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Carries what waits in the outbox to one receiver, the most urgent first, the events of one alert in their order.
 *
 * <p>Each row is sent until the receiver has it, refuses it, or it expires; what is marked only after it was sent is
 * sent again after a crash, under the same id. A receiver that takes nothing is left alone for a while; a message that
 * fails waits alone and lets the others pass.
 *
 * <p>Threads: one at a time; {@link #standing()} any.
 */
final class Courier {
    /** Messages told before it is noted which have arrived: so many come twice after a crash. */
    private static final int BATCH = 20;

    /** Of an alert that ended a copy is told for so long. */
    private static final Duration ENDED_TOLD = Duration.ofMinutes(5);

    private final Receiver receiver;
    private final Channel channel;
    private final Parts parts;
    private int failures;
    private Instant closedUntil = Instant.MIN;
    private Instant nextBeat = Instant.MIN;
    private volatile Standing standing = new Standing("", null, null);

    /**
     * What all couriers share.
     *
     * @param alive whether the service does its work, so that a beat may say so
     */
    record Parts(
            OutboxTable table,
            AlertBook book,
            InstantSource clock,
            RandomGenerator random,
            Tally tally,
            BooleanSupplier alive) {}

    /**
     * How it stands with the receiver.
     *
     * @param trouble what it said last; empty while all is well
     * @param since when the trouble began; null while there is none
     * @param deliveredAt when it last took something; null for not since the start
     */
    record Standing(
            String trouble,
            @Nullable Instant since,
            @Nullable Instant deliveredAt) {}

    Courier(Receiver receiver, Channel channel, Parts parts) {
        this.receiver = receiver;
        this.channel = channel;
        this.parts = parts;
    }

    Receiver receiver() {
        return receiver;
    }

    Channel channel() {
        return channel;
    }

    Standing standing() {
        return standing;
    }

    /**
     * One round: the beat, what the receiver wants to hear again, and some of what waits.
     *
     * @return whether more may wait
     */
    boolean round() throws InterruptedException {
        Instant now = parts.clock().instant();
        if (now.isBefore(closedUntil)) {
            return false;
        }
        return beat(now) && tellAll(now) && carry(now);
    }

    /** A beat that fails is not repeated: the next one comes. */
    private boolean beat(Instant now) throws InterruptedException {
        Duration every = receiver.terms().beat();
        if (every == null || now.isBefore(nextBeat) || !parts.alive().getAsBoolean()) {
            return true;
        }
        nextBeat = now.plus(every);
        return note(channel.beat(now), now, now);
    }

    private boolean tellAll(Instant now) throws InterruptedException {
        if (!channel.wantsAll(now)) {
            return true;
        }
        List<Alert> ended = new ArrayList<>();
        for (String id : parts.table().endedSince(receiver.name(), now.minus(ENDED_TOLD))) {
            parts.book().find(id).filter(alert -> !alert.open()).ifPresent(ended::add);
        }
        Outcome outcome = channel.tellAll(open(), ended, now);
        note(outcome, now, now);
        return outcome.isDelivered();
    }

    private List<Alert> open() {
        List<Alert> open = new ArrayList<>();
        AlertPage page = parts.book().alerts(AlertQuery.openOnes());
        open.addAll(page.alerts());
        while (page.next() != null) {
            page = parts.book()
                    .alerts(new AlertQuery(true, null, null, null, null, null, page.next(), AlertQuery.LIMIT_MAX));
            open.addAll(page.alerts());
        }
        return open;
    }

    private boolean carry(Instant now) throws InterruptedException {
        boolean copies = channel.keepsCopy();
        List<OutboxTable.Row> rows = parts.table().due(receiver.name(), copies, now, BATCH);
        if (rows.isEmpty()) {
            return false;
        }
        List<OutboxTable.Mark> marks = new ArrayList<>();
        List<OutboxTable.Row> sent = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (OutboxTable.Row row : rows) {
            Instant expires = row.expires();
            if (expires != null && !expires.isAfter(now)) {
                marks.add(new OutboxTable.Mark(row, "expired", now, "not delivered in time", null));
                parts.tally().attempt(receiver.name(), "expired", Duration.between(row.at(), now));
            } else {
                message(row, copies).ifPresent(message -> {
                    sent.add(row);
                    messages.add(message);
                });
            }
        }
        boolean open = messages.isEmpty() || judge(sent, channel.deliverAll(messages), marks);
        parts.table().mark(marks, copies);
        return open;
    }

    /** A copy is told how it is now: the state of the event itself may have passed. */
    private Optional<Message> message(OutboxTable.Row row, boolean copies) {
        Optional<Alert> alert =
                copies ? parts.book().find(row.alertId()) : parts.book().asOf(row.alertId(), row.position());
        return alert.map(found -> new Message(
                Message.id(row.alertId(), row.position()),
                row.reason(),
                row.event(),
                row.at(),
                found,
                row.audience(),
                copies ? List.of() : parts.table().earlier(row),
                copies ? parts.table().address(receiver.name(), row.subject()).orElse(null) : null));
    }

    /** Whether the receiver still takes something after these outcomes; each becomes a mark. */
    private boolean judge(List<OutboxTable.Row> rows, List<Outcome> outcomes, List<OutboxTable.Mark> marks) {
        boolean takes = true;
        for (int i = 0; i < outcomes.size(); i++) {
            OutboxTable.Row row = rows.get(i);
            Outcome outcome = outcomes.get(i);
            Instant now = parts.clock().instant();
            takes = note(outcome, now, row.at());
            marks.add(mark(row, outcome, now));
        }
        return takes;
    }

    private OutboxTable.Mark mark(OutboxTable.Row row, Outcome outcome, Instant now) {
        return switch (outcome.kind()) {
            case DELIVERED -> new OutboxTable.Mark(row, "delivered", now, outcome.detail(), outcome.address());
            case REFUSED -> new OutboxTable.Mark(row, "refused", now, outcome.detail(), null);
            case FAILED ->
                new OutboxTable.Mark(
                        row, null, now.plus(BackOff.after(row.attempts() + 1, parts.random())), outcome.detail(), null);
            case UNREACHABLE -> new OutboxTable.Mark(row, null, closedUntil, outcome.detail(), null);
        };
    }

    /** Whether the receiver still takes something after this outcome. */
    private boolean note(Outcome outcome, Instant now, Instant of) {
        parts.tally().attempt(receiver.name(), outcome.kind().word(), Duration.between(of, now));
        Standing was = standing;
        if (outcome.kind() == Outcome.Kind.UNREACHABLE) {
            failures++;
            Duration asked = outcome.after();
            Duration wait = BackOff.after(failures, parts.random());
            closedUntil = now.plus(asked == null || asked.compareTo(wait) < 0 ? wait : asked);
            Instant since = was.since();
            standing = new Standing(outcome.detail(), since == null ? now : since, was.deliveredAt());
            return false;
        }
        failures = 0;
        standing = outcome.isDelivered()
                ? new Standing("", null, now)
                : new Standing(outcome.detail(), was.since() == null ? now : was.since(), was.deliveredAt());
        return true;
    }
}
