package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LinkChange.State;

/**
 * Whether silence means anything: while the link is down, or the broker still hands out what it kept, it does not
 * (design 13.4). Each change goes into every site's journal.
 *
 * <p>A backlog has an end that nobody announces, and under steady load the queue never stays empty. So draining is over
 * when nothing came for {@link #QUIET_POLLS} polls, or when {@link #FRESH_MESSAGES} messages in a row bore a time of
 * just now (the broker keeps the order, so the old ones are through), or when for {@link #STEADY} the newest stamp
 * moved on no faster than time itself does (a backlog runs ahead of the clock; senders whose clocks are behind do not),
 * or after {@link #DRAINING_MAX}.
 *
 * <p>Threads: the ingest thread; {@link #state()} from any.
 */
final class LinkTracker {
    private static final String LINK = "mqtt";
    private static final int QUIET_POLLS = 6;
    private static final int FRESH_MESSAGES = 20;
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration STEADY = Duration.ofSeconds(5);
    /** So many times as fast as the clock may stamps move in live traffic: readings come in lots. */
    private static final int STEADY_PACE = 2;

    private static final Duration DRAINING_MAX = Duration.ofMinutes(10);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private final Map<String, SiteLog> logs;
    private final InstantSource clock;
    private volatile LinkState state;
    private LinkTrouble.Kind told = LinkTrouble.Kind.NONE;
    private Instant toldAt = Instant.MIN;
    private int quiet;
    private int fresh;
    private int stamped;
    private Instant paceFrom = Instant.MIN;
    private Instant stampFrom = Instant.MIN;
    private Instant newestStamp = Instant.MIN;

    LinkTracker(Map<String, SiteLog> logs, InstantSource clock) {
        this.logs = logs;
        this.clock = clock;
        this.state = new LinkState(State.DOWN, LinkTrouble.of(LinkTrouble.Kind.STARTING, ""), clock.instant());
    }

    LinkState state() {
        return state;
    }

    /** Writes the state at the start: from here on silence does not count. */
    void begin() {
        write(state.since());
    }

    /**
     * Down, or still down. What the reason became goes into the journal too, where it can be read on the alert; but not
     * more often than every {@link #TOLD_EVERY}, because attempts may fail in turns in two ways.
     */
    void down(LinkTrouble trouble) {
        if (state.state() != State.DOWN) {
            change(State.DOWN, trouble);
            return;
        }
        state = new LinkState(State.DOWN, trouble, state.since());
        Instant now = clock.instant();
        boolean first = told == LinkTrouble.Kind.STARTING;
        if (trouble.kind() != told && (first || !now.isBefore(toldAt.plus(TOLD_EVERY)))) {
            write(now);
        }
    }

    void connected() {
        quiet = 0;
        fresh = 0;
        stamped = 0;
        newestStamp = Instant.MIN;
        change(State.DRAINING, LinkTrouble.NONE);
    }

    /** Nothing came for the time of a poll, and all that came is done; whether the backlog is through by that. */
    boolean quiet() {
        quiet++;
        return quiet >= QUIET_POLLS && drained();
    }

    /** A message came whose newest stamp, if any, is this old; whether the backlog is through by that. */
    boolean message(Optional<Duration> age) {
        quiet = 0;
        if (state.state() != State.DRAINING) {
            return false;
        }
        Instant now = clock.instant();
        boolean steady = age.isPresent() && stamped(age.get(), now);
        return (steady || fresh >= FRESH_MESSAGES || now.isAfter(state.since().plus(DRAINING_MAX))) && drained();
    }

    /** Whether the stamps have kept pace with the clock for a while. */
    private boolean stamped(Duration age, Instant now) {
        fresh = age.abs().compareTo(FRESH) < 0 ? fresh + 1 : 0;
        Instant stamp = now.minus(age);
        newestStamp = stamp.isAfter(newestStamp) ? stamp : newestStamp;
        if (stamped++ == 0) {
            paceFrom = now;
            stampFrom = newestStamp;
            return false;
        }
        Duration passed = Duration.between(paceFrom, now);
        if (passed.compareTo(STEADY) < 0) {
            return false;
        }
        boolean keepsPace = stamped >= FRESH_MESSAGES
                && Duration.between(stampFrom, newestStamp).compareTo(passed.multipliedBy(STEADY_PACE)) <= 0;
        stamped = 0;
        return keepsPace;
    }

    private boolean drained() {
        if (state.state() != State.DRAINING) {
            return false;
        }
        change(State.UP, LinkTrouble.NONE);
        return true;
    }

    private void change(State to, LinkTrouble trouble) {
        state = new LinkState(to, trouble, clock.instant());
        write(state.since());
    }

    private void write(Instant at) {
        told = state.trouble().kind();
        toldAt = at;
        LinkChange change = new LinkChange(LINK, state.state(), state.reason());
        for (SiteLog log : logs.values()) {
            CompletableFuture<Long> unused = log.append(change, at);
        }
    }
}
