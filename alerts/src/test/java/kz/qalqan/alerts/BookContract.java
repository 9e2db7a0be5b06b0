package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.FindingKey;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the book must do on every store. */
abstract class BookContract {
    private static final int ENTRIES = 40;

    private final ManualClock clock = new ManualClock();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Database database;

    abstract Database openStore();

    @BeforeEach
    void open() {
        database = openStore();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Random findings and steps with restarts and repeats between them: the events tell the same as the alerts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, 7})
    void randomFindingsStepsAndRestartsKeepTheBookWhole(long seed) {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        Random random = new Random(seed);
        AlertBook book = AlertBook.open(database, clock);
        for (long position = 1; position <= ENTRIES; position++) {
            book.apply(Found.SITE, position, Storm.entry(position + seed));
            List<Alert> open = book.alerts(AlertQuery.openOnes()).alerts();
            for (int i = 0; i < 5; i++) {
                step(book, open.get(random.nextInt(open.size())).id(), random);
            }
            book.expire(clock.forward(Duration.ofSeconds(random.nextInt(60))));
            if (random.nextInt(8) == 0) {
                book = AlertBook.open(database, clock);
                book.apply(Found.SITE, position, Storm.entry(position + seed));
            }
        }
        ChainCheck check = book.verify();
        assertThat(check.fault()).isNull();
        assertThat(check.events()).isGreaterThan(300);
        Set<FindingKey> live = new HashSet<>();
        for (Alert alert : book.alerts(AlertQuery.openOnes()).alerts()) {
            assertThat(alert.state()).isNotEqualTo(AlertState.NORMAL);
            assertThat(alert.life().late() || live.add(alert.key()))
                    .as(alert.id())
                    .isTrue();
            assertThat(folded(book.history(alert.id()))).isEqualTo(alert);
        }
        AlertKpi kpi = book.kpi(Found.SITE, Found.EPOCH, Found.EPOCH.plus(Duration.ofHours(2)));
        assertThat(kpi.alarms()).isPositive();
        assertThat(kpi.answers().count()).isPositive();
    }

    private static Alert folded(List<AlertEvent> events) {
        List<Alert> steps = new ArrayList<>();
        for (AlertEvent event : events) {
            Alert before = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            steps.add(event.change().applyTo(before, event).settled(event.position(), event.at()));
        }
        return steps.get(steps.size() - 1);
    }

    private static void step(AlertBook book, String id, Random random) {
        Step step = new Step("aigul", "10.0.0.7", "қауіпсіз", "key-" + random.nextInt(1_000_000));
        try {
            switch (random.nextInt(4)) {
                case 0 -> book.shelve(id, step, Duration.ofMinutes(1 + random.nextInt(10)));
                case 1 -> book.unshelve(id, step);
                case 2 -> book.comment(id, step);
                default -> book.acknowledge(id, step);
            }
        } catch (IllegalStep refused) {
            assertThat(refused.state()).isEqualTo(book.find(id).orElseThrow().state());
        }
    }

    @Test
    void theStoreItselfRefusesASecondLiveAlertAndASecondEventOfOnePlace() {
        AlertBook book = AlertBook.open(database, clock);
        book.apply(Found.SITE, 1, List.of(Found.of("ch4-limit").raised(1.2)));
        for (String intruder : List.of(
                "INSERT INTO alert SELECT 'other', alert_key, site, zone, priority, late, raised_us, closed_us, 99, 99,"
                        + " body FROM alert",
                "INSERT INTO alert_event SELECT * FROM alert_event")) {
            assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(intruder)))
                    .isInstanceOf(JdbiException.class);
        }
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void anAlertComesBackAsItWasWritten() {
        AlertBook book = AlertBook.open(database, clock);
        List<Alert> told = new ArrayList<>();
        book.listen((event, after) -> told.add(after));
        book.apply(Found.SITE, Long.MAX_VALUE - 1, List.of(Found.of("no-data").raised(Double.NaN)));
        assertThat(book.find(told.get(0).id())).contains(told.get(0));
        assertThat(AlertBook.open(database, clock).cursor(Found.SITE)).isEqualTo(Long.MAX_VALUE - 1);
    }
}
