package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.ingest.LinkTrouble.Kind;
import kz.qalqan.telemetry.LinkChange;
import org.junit.jupiter.api.Test;

/** What the journal is told about the link: enough for the alert to name the reason, and no more. */
class LinkTrackerTest {
    private final MemoryLog journal = new MemoryLog();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final LinkTracker tracker = new LinkTracker(
            Map.of("k1", new SiteLog("k1", journal, (site, entry) -> {}, IngestMetrics.NONE)), () -> now);

    private List<String> journaled() {
        return journal.entries(LinkChange.class).stream()
                .map(change -> change.state() + " " + change.reason().split(":", 2)[0])
                .toList();
    }

    private void fails(Kind kind) {
        tracker.down(LinkTrouble.of(kind, "a test"));
    }

    @Test
    void reasonFoundAtTheStartReplacesTheStart() {
        tracker.begin();
        fails(Kind.CREDENTIALS_REFUSED);
        fails(Kind.CREDENTIALS_REFUSED);
        assertThat(journaled()).containsExactly("DOWN starting", "DOWN credentials-refused");
        assertThat(tracker.state().since()).isEqualTo(now);
    }

    @Test
    void reasonsThatTakeTurnsAreToldEveryTenSecondsAtMost() {
        tracker.begin();
        for (int i = 0; i < 60; i++) {
            fails(i % 2 == 0 ? Kind.BROKER_ABSENT : Kind.NETWORK_SILENT);
            now = now.plusSeconds(1);
        }
        assertThat(journaled()).hasSizeBetween(5, 8);
        assertThat(tracker.state().trouble().kind()).isEqualTo(Kind.NETWORK_SILENT);
    }

    @Test
    void goodAndBadDaysStandInOrder() {
        tracker.begin();
        tracker.connected();
        for (int i = 0; i < 20; i++) {
            tracker.message(Optional.of(Duration.ofMillis(100)));
        }
        now = now.plusSeconds(60);
        fails(Kind.NETWORK_SILENT);
        now = now.plusSeconds(60);
        fails(Kind.BROKER_ABSENT);
        assertThat(journaled())
                .containsExactly(
                        "DOWN starting",
                        "DRAINING the broker hands out what it kept",
                        "UP ",
                        "DOWN network-silent",
                        "DOWN broker-absent");
        assertThat(tracker.state().since()).isEqualTo(now.minusSeconds(60));
    }

    /** Messages every 20 ms whose stamps move at a pace of their own; how long until the backlog counts as through. */
    private Duration drains(Duration behind, double pace) {
        tracker.begin();
        tracker.connected();
        Instant from = now;
        Instant stamp = now.minus(behind);
        boolean through = false;
        while (!through && Duration.between(from, now).compareTo(Duration.ofMinutes(11)) < 0) {
            now = now.plusMillis(20);
            stamp = stamp.plusMillis((long) (20 * pace));
            stamp = stamp.isAfter(now) ? now : stamp; // caught up: nothing is sent before it is measured
            through = tracker.message(Optional.of(Duration.between(stamp, now)));
        }
        return Duration.between(from, now);
    }

    @Test
    void sendersWhoseClocksAreBehindDoNotKeepTheLinkDraining() {
        assertThat(drains(Duration.ofMinutes(7), 1)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void slowClocksNeither() {
        assertThat(drains(Duration.ofSeconds(30), 0.5)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void backlogThatRunsAheadOfTheClockIsThroughWhenItHasCaughtUp() {
        assertThat(drains(Duration.ofMinutes(10), 11)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    }

    @Test
    void senderWithoutAClockIsWaitedForTenMinutesAtMost() {
        tracker.begin();
        tracker.connected();
        Instant from = now;
        while (!tracker.message(Optional.empty())) {
            now = now.plusMillis(500);
        }
        assertThat(Duration.between(from, now)).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(601));
    }
}
