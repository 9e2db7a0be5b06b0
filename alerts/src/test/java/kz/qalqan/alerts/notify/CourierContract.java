package kz.qalqan.alerts.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.BookUnwritable;
import kz.qalqan.alerts.channel.Message;
import kz.qalqan.alerts.channel.Outcome;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.alerts.channel.Sample;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outbox and courier do on every store, with a receiver that behaves as told and a clock driven by hand. */
abstract class CourierContract {
    private static final long SEED = Long.getLong("qalqan.seed", 20_261_122);
    private static final List<Priority> OTHERS = List.of(Priority.HIGH, Priority.MEDIUM, Priority.LOW);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Database database;

    abstract Database openStore();

    @BeforeEach
    void open() {
        System.out.println(getClass().getSimpleName() + " seed " + SEED);
        database = openStore();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Desk desk(Receiver receiver) {
        return new Desk(database, receiver, SEED);
    }

    @Test
    void aReceiverThatIsDownForTenMinutesGetsEverythingOnceAfterwardsTheMostUrgentFirst() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        desk.recorder.answer = message -> Outcome.unreachable("connection refused");
        Random random = new Random(SEED);
        for (int minute = 0; minute < 10; minute++) {
            Sample sample = Sample.of("GA-" + minute)
                    .as(minute == 7 ? Priority.CRITICAL : OTHERS.get(random.nextInt(OTHERS.size())));
            desk.apply(sample.raised(desk.now()));
            desk.pass(Duration.ofMinutes(1));
        }
        assertThat(desk.recorder.got).isEmpty();
        assertThat(desk.recorder.attempts).as("attempts in ten minutes").isBetween(20, 60);
        assertThat(desk.courier.standing().trouble()).isEqualTo("connection refused");
        desk.recorder.answer = message -> Outcome.delivered();
        desk.pass(BackOff.MAX);
        assertThat(desk.recorder.ids()).doesNotHaveDuplicates();
        assertThat(desk.recorder.got)
                .filteredOn(message -> message.reason() == Reason.ASKS)
                .hasSize(10);
        assertThat(desk.recorder.got.get(0).alert().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(desk.courier.standing().trouble()).isEmpty();
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.recorder.ids()).doesNotHaveDuplicates();
    }

    @Test
    void theEventsOfOneAlertComeInTheirOrderAndAsTheyWere() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        desk.recorder.answer = message -> Outcome.unreachable("down");
        Sample gas = Sample.of("GA-07");
        desk.apply(gas.raised(desk.now()));
        desk.rounds();
        desk.acknowledgeAll();
        desk.apply(gas.returned(desk.now().plusSeconds(5)));
        desk.recorder.answer = message -> Outcome.delivered();
        desk.pass(BackOff.MAX);
        assertThat(desk.recorder.news()).containsExactly("GA-07 raised", "GA-07 acknowledged", "GA-07 returned");
        assertThat(desk.recorder.got)
                .extracting(message -> message.alert().state().word())
                .containsExactly("unacknowledged", "acknowledged", "normal");
        assertThat(desk.recorder.got)
                .extracting(Message::reason)
                .containsExactly(Reason.ASKS, Reason.ANSWERED, Reason.CLOSED);
        assertThat(desk.recorder.got.get(2).earlier())
                .extracting(Message.Earlier::id)
                .containsExactlyElementsOf(desk.recorder.ids().subList(0, 2));
    }

    @Test
    void whatWaitsIsFoundAfterARestart() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        desk.apply(Sample.of("GA-07").raised(desk.now()));
        desk.restart();
        desk.rounds();
        assertThat(desk.recorder.news()).containsExactly("GA-07 raised");
        desk.restart();
        desk.rounds();
        assertThat(desk.recorder.got).hasSize(1);
    }

    @Test
    void aMessageThatFailsLetsTheOthersPassAndOneThatIsRefusedIsNotRepeated() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        desk.recorder.answer = message -> {
            String key = message.alert().key().toString();
            return key.contains("GA-1:")
                    ? Outcome.failed("500")
                    : key.contains("GA-2:") ? Outcome.refused("400") : Outcome.delivered();
        };
        for (int i = 1; i <= 3; i++) {
            desk.apply(Sample.of("GA-" + i).raised(desk.now()));
        }
        desk.pass(Duration.ofMinutes(3));
        assertThat(desk.recorder.news()).containsExactly("GA-3 raised");
        List<Alert> alerts = desk.book.alerts(AlertQuery.openOnes()).alerts();
        assertThat(alerts)
                .extracting(
                        alert -> desk.deliveries(alert.id()).get(0).progress().state())
                .containsExactlyInAnyOrder("waiting", "refused", "delivered");
        Alert refused = alerts.stream()
                .filter(alert -> alert.key().toString().contains("GA-2:"))
                .findFirst()
                .orElseThrow();
        Delivery delivery = desk.deliveries(refused.id()).get(0);
        assertThat(delivery.progress().attempts()).isEqualTo(1);
        assertThat(delivery.progress().error()).isEqualTo("400");
        assertThat(desk.recorder.tried.values()).contains(1).anyMatch(times -> times > 5);
    }

    @Test
    void whatCannotBeDeliveredInTimeExpiresAndSaysSo() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        desk.recorder.answer = message -> Outcome.unreachable("down");
        desk.apply(Sample.of("GA-07").raised(desk.now()));
        desk.rounds();
        desk.clock.forward(Duration.ofHours(25));
        desk.recorder.answer = message -> Outcome.delivered();
        desk.rounds();
        assertThat(desk.recorder.got).isEmpty();
        assertThat(desk.tally).containsExactly("unreachable", "expired");
    }

    @Test
    void whoKeepsACopyIsToldHowItIsNowHoweverLongItWasAway() throws InterruptedException {
        Desk desk = desk(Desk.PANEL);
        desk.recorder.answer = message -> Outcome.unreachable("down");
        Sample gas = Sample.of("GA-07");
        for (int i = 0; i < 3; i++) {
            desk.apply(gas.raised(desk.now()));
            desk.acknowledgeAll();
            desk.apply(gas.returned(desk.now()));
        }
        desk.apply(gas.raised(desk.now()));
        desk.rounds();
        desk.clock.forward(Duration.ofDays(3));
        desk.recorder.answer =
                message -> Outcome.lies("place of " + message.alert().id());
        desk.rounds();
        assertThat(desk.recorder.got).hasSize(1);
        String open = desk.book.alerts(AlertQuery.openOnes()).alerts().get(0).id();
        assertThat(desk.recorder.got.get(0).alert().id()).isEqualTo(open);
        desk.acknowledgeAll();
        desk.rounds();
        assertThat(desk.recorder.got.get(1).address()).isEqualTo("place of " + open);
        assertThat(desk.deliveries(open))
                .extracting(delivery -> delivery.progress().state())
                .containsExactly("delivered", "delivered");
    }

    @Test
    void whatIsSuppressedByDesignIsToldToNobodyButACopy() throws InterruptedException {
        Desk desk = desk(Desk.HOOK);
        Sample fumes = Sample.of("GA-07").suppress();
        desk.apply(fumes.raised(desk.now()));
        desk.apply(fumes.returned(desk.now()));
        desk.rounds();
        assertThat(desk.recorder.got).isEmpty();
    }

    @Test
    void anAlertChangeAndItsNewsAreOnDiskTogetherOrNotAtAll() {
        AlertBook book = AlertBook.open(database, InstantSource.fixed(Sample.EPOCH), (connection, noted) -> {
            throw new SQLException("no room");
        });
        assertThatThrownBy(() ->
                        book.apply(Sample.SITE, 1, List.of(Sample.of("GA-07").raised(Sample.EPOCH))))
                .isInstanceOf(BookUnwritable.class);
        assertThat(book.alerts(AlertQuery.openOnes()).alerts()).isEmpty();
        assertThat(book.cursor(Sample.SITE)).isZero();
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void whoeverIsOnDutyIsCalledStepByStepAndStandsDownWhenSomebodyAnswers() throws InterruptedException {
        Desk desk = desk(Desk.MAIL); // 08:00 UTC is 13:00 in Almaty: the third shift
        desk.apply(Sample.of("GA-07").as(Priority.CRITICAL).raised(desk.now()));
        desk.pass(Duration.ofMinutes(10));
        assertThat(desk.recorder.got)
                .extracting(message -> message.reason() + " " + names(message))
                .containsExactly("ASKS []", "ESCALATED [Aigul]", "ESCALATED [Serik]");
        assertThat(desk.recorder.got)
                .extracting(message -> message.audience().general())
                .containsExactly(true, false, false);
        desk.acknowledgeAll();
        desk.pass(Duration.ofMinutes(10));
        assertThat(desk.recorder.got).hasSize(4);
        assertThat(names(desk.recorder.got.get(3))).containsExactly("Aigul", "Serik");
        assertThat(desk.recorder.got.get(3).reason()).isEqualTo(Reason.ANSWERED);
        assertThat(desk.book.verify().fault()).isNull();
    }

    @Test
    void escalationBeginsAnewWhenItAsksAnewAndPassesOverWhatIsLessUrgent() throws InterruptedException {
        Desk desk = desk(Desk.MAIL);
        Sample gas = Sample.of("GA-07");
        desk.apply(gas.raised(desk.now()));
        desk.pass(Duration.ofMinutes(4));
        assertThat(desk.recorder.got).hasSize(1);
        desk.pass(Duration.ofMinutes(2));
        assertThat(names(desk.recorder.got.get(1))).containsExactly("Serik");
        desk.apply(gas.as(Priority.CRITICAL).changed(desk.now()));
        desk.pass(Duration.ofMinutes(3));
        assertThat(desk.recorder.got)
                .extracting(Message::reason)
                .containsExactly(Reason.ASKS, Reason.ESCALATED, Reason.ASKS, Reason.ESCALATED);
        assertThat(names(desk.recorder.got.get(3))).containsExactly("Aigul");
        desk.apply(Sample.of("GA-08").as(Priority.LOW).raised(desk.now()));
        desk.pass(Duration.ofMinutes(30));
        assertThat(desk.recorder.got)
                .filteredOn(message -> message.alert().priority() == Priority.LOW)
                .extracting(Message::reason)
                .containsExactly(Reason.ASKS);
    }

    @Test
    void aBeatComesInItsTimeAlsoWhenNothingHappens() throws InterruptedException {
        Receiver beating = new Receiver(
                "hook",
                Desk.HOOK.way(),
                new Terms(Desk.HOOK.terms().on(), Priority.LOW, Duration.ofHours(1), Duration.ofMinutes(1)));
        Desk desk = desk(beating);
        desk.pass(Duration.ofMinutes(5));
        assertThat(desk.recorder.beats).hasSize(5);
        assertThat(new HashSet<>(desk.tally)).containsExactly("delivered");
    }

    private static List<String> names(Message message) {
        return message.audience().people().stream().map(person -> person.name()).toList();
    }
}
