package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alert journal: order, restart, tampering, and a store that fails. */
final class JournalTest extends BookFixture {
    private final Found limit = Found.of("ch4-limit");

    /** Seven events of three alerts; the first alert is closed. */
    private void history() {
        apply(limit.raised(1.2));
        String id = only().id();
        book.acknowledge(id, step("seen"));
        apply(limit.returned(0.4));
        apply(Found.of("ch4-cut").as(Hold.LOCKED).as(Priority.CRITICAL).raised(1.6), limit.raised(1.7));
        book.comment(id, step("why"));
        book.shelve(book.alerts(AlertQuery.openOnes()).alerts().get(0).id(), step("works"), Duration.ofMinutes(10));
    }

    @Test
    void anUntouchedJournalVerifiesAndSaysItsHead() {
        assertThat(book.verify().valid()).isTrue();
        history();
        ChainCheck check = book.verify();
        assertThat(check.fault()).isNull();
        assertThat(check.valid()).isTrue();
        assertThat(check.events()).isEqualTo(7);
        EventPage page = book.events(0, 100);
        assertThat(check.head()).isEqualTo(page.events().get(6).hash());
        assertThat(page.events()).extracting(AlertEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE alert_event SET body = replace(body, '1.2', '0.2') WHERE position = 1 | 1",
                "UPDATE alert_event SET body = replace(body, 'aigul', 'dauren') WHERE position = 2 | 2",
                "DELETE FROM alert_event WHERE position = 3 | 3",
                "DELETE FROM alert_event WHERE position = 7 | 7",
                "DELETE FROM alert_event | 1",
                "UPDATE alert_event SET position = 70 WHERE position = 7 | 7",
                "UPDATE alert_event SET at_us = at_us - 1 WHERE position = 4 | 4",
                "UPDATE alert_event SET priority = 'low' WHERE position = 4 | 4",
                "UPDATE alert_event SET asks = 0 WHERE position = 5 | 5",
                "UPDATE alert_event SET step_key = NULL WHERE position = 6 | 6",
                "UPDATE alert_head SET hash = '00' | 7",
                "UPDATE alert SET body = replace(body, 'aigul', 'dauren') WHERE opened = 1 | 6",
                "UPDATE alert SET closed_us = 1 WHERE opened = 4 | 4",
                "UPDATE alert SET priority = 'low' WHERE opened = 4 | 4",
                "UPDATE alert SET journal = 6 WHERE opened = 4 | 4",
                "DELETE FROM alert WHERE opened = 5 | 7",
            })
    void anAlteredMissingOrMovedEventIsFoundWithItsPosition(String tampering, long position) {
        history();
        assertThat(database.jdbi().<Integer, RuntimeException>withHandle(handle -> handle.execute(tampering)))
                .isPositive();
        ChainCheck check = book.verify();
        assertThat(check.valid()).isFalse();
        assertThat(check.badPosition()).as(check.fault()).isEqualTo(position);
    }

    @Test
    void twoEventsThatChangedPlacesAreFound() {
        history();
        database.jdbi().useHandle(handle -> {
            handle.execute("UPDATE alert_event SET position = 99 WHERE position = 4");
            handle.execute("UPDATE alert_event SET position = 4 WHERE position = 5");
            handle.execute("UPDATE alert_event SET position = 5 WHERE position = 99");
        });
        assertThat(book.verify().badPosition()).isEqualTo(4);
    }

    @Test
    void anEventSlippedInBehindTheHeadIsFound() {
        history();
        database.jdbi()
                .useHandle(handle -> handle.execute("INSERT INTO alert_event SELECT 8, alert_id, kind, at_us,"
                        + " site, priority, asks, 'x', body, hash FROM alert_event WHERE position = 7"));
        assertThat(book.verify().badPosition()).isEqualTo(8);
    }

    @Test
    void aSecondLiveAlertOfOneKeyIsRefusedByTheDatabaseItself() {
        apply(limit.raised(1.2));
        String second = "INSERT INTO alert SELECT 'other', alert_key, site, zone, priority, late, raised_us, closed_us,"
                + " 99, 99, body FROM alert";
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(second)))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void findingsSeenTwiceAreAppliedOnce() {
        book.apply(Found.SITE, 10, List.of(limit.raised(1.2)));
        book.apply(Found.SITE, 10, List.of(limit.raised(1.2)));
        book.apply(Found.SITE, 9, List.of(limit.returned(0.4)));
        restart();
        book.apply(Found.SITE, 10, List.of(limit.raised(1.2)));
        assertThat(book.events(0, 100).events()).hasSize(1);
        assertThat(book.cursor(Found.SITE)).isEqualTo(10);
        assertThat(book.cursor("zhezkazgan-1")).isZero();
    }

    @Test
    void aRestartKeepsEveryAlertAsItWas() {
        history();
        List<Alert> before = book.alerts(AlertQuery.openOnes()).alerts();
        restart();
        assertThat(book.alerts(AlertQuery.openOnes()).alerts()).isEqualTo(before);
        apply(limit.as(Priority.CRITICAL).changed(2.0));
        assertThat(book.verify().valid()).isTrue();
        assertThat(book.alerts(AlertQuery.openOnes()).alerts()).hasSameSizeAs(before);
    }

    @Test
    void passedEntriesAreKeptOnDemandAndWithTheNextChange() {
        book.passed(Found.SITE, 5);
        assertThat(book.cursor(Found.SITE)).isEqualTo(5);
        restart();
        assertThat(book.cursor(Found.SITE)).isZero();
        book.passed(Found.SITE, 5);
        book.keepCursors();
        restart();
        assertThat(book.cursor(Found.SITE)).isEqualTo(5);
        book.apply(Found.SITE, 4, List.of(limit.raised(1.2)));
        assertThat(book.events(0, 1).events()).isEmpty();
    }

    @Test
    void listenersHearEveryEventInOrderAfterItIsOnDiskAndTheirFaultsHarmNobody() {
        List<Long> heard = new ArrayList<>();
        book.listen((event, after) -> {
            throw new IllegalStateException("a listener's bug");
        });
        book.listen((event, after) -> {
            assertThat(book.find(after.id())).isPresent();
            assertThat(event.position()).isEqualTo(after.journal());
            heard.add(event.position());
        });
        history();
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aListenerMayNotWrite() {
        List<Throwable> refused = new ArrayList<>();
        book.listen((event, after) -> assertThatThrownBy(() -> book.acknowledge(after.id(), step("")))
                .satisfies(refused::add)
                .isInstanceOf(IllegalStateException.class));
        apply(limit.raised(1.2));
        assertThat(refused).hasSize(1);
        assertThat(only().state()).isEqualTo(AlertState.UNACKNOWLEDGED);
    }

    @Test
    void findingsTheStoreRefusedAreOwedAndNothingGoesPastThem() {
        apply(limit.raised(1.2));
        database.jdbi()
                .useHandle(handle -> handle.execute("CREATE TRIGGER full BEFORE UPDATE ON alert_head"
                        + " BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
        assertThatThrownBy(() -> book.apply(Found.SITE, 2, List.of(limit.returned(0.4))))
                .isInstanceOf(BookUnwritable.class);
        assertThatThrownBy(() -> book.acknowledge(only().id(), step(""))).isInstanceOf(BookUnwritable.class);
        assertThatThrownBy(() -> book.passed(Found.SITE, 3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.apply(Found.SITE, 3, List.of(limit.raised(1.3))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(only().state()).isEqualTo(AlertState.UNACKNOWLEDGED);
        database.jdbi().useHandle(handle -> handle.execute("DROP TRIGGER full"));
        book.apply(Found.SITE, 2, List.of(limit.returned(0.4)));
        book.passed(Found.SITE, 3);
        assertThat(only().state()).isEqualTo(AlertState.RETURNED_UNACKNOWLEDGED);
        assertThat(book.verify().valid()).isTrue();
    }

    @Test
    void eventsKeptByAWriteThatSeemedToFailAreToldAfterwards() {
        List<Long> heard = new ArrayList<>();
        book.listen((event, after) -> heard.add(event.position()));
        new AlertBook(database, clock).apply(Found.SITE, 1, List.of(limit.raised(1.2)));
        assertThatThrownBy(() -> book.apply(Found.SITE, 1, List.of(limit.raised(1.2))))
                .isInstanceOf(BookUnwritable.class);
        book.apply(Found.SITE, 1, List.of(limit.raised(1.2)));
        assertThat(heard).containsExactly(1L);
        assertThat(only().state()).isEqualTo(AlertState.UNACKNOWLEDGED);
        assertThat(book.verify().valid()).isTrue();
    }

    @Test
    void alertsAreFoundByPlacePriorityAndTimePageByPage() {
        for (int i = 0; i < 5; i++) {
            apply(Found.of("ch4-limit", "GA-0" + i).raised(1.2));
        }
        apply(limit.as(Priority.LOW).raised(1.2));
        AlertQuery high = new AlertQuery(true, Found.SITE, "face-3", Priority.HIGH, null, null, null, 3);
        AlertPage first = book.alerts(high);
        assertThat(first.alerts()).hasSize(3);
        AlertPage second =
                book.alerts(new AlertQuery(true, Found.SITE, "face-3", Priority.HIGH, null, null, first.next(), 3));
        assertThat(second.alerts()).hasSize(2).doesNotContainAnyElementsOf(first.alerts());
        assertThat(second.next()).isNull();
        AlertQuery before = new AlertQuery(false, null, null, null, null, Found.EPOCH, null, 3);
        assertThat(book.alerts(before).alerts()).isEmpty();
        EventPage events = book.events(2, 2);
        assertThat(events.events()).extracting(AlertEvent::position).containsExactly(3L, 4L);
        assertThat(events.next()).isEqualTo(4);
        assertThat(book.events(6, 2).next()).isNull();
    }
}
