package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which alerts came of one cause: intake-1 → face-3 → return-1, and wing-2 with an air of its own. */
final class CausesTest extends BookFixture {
    private static final Texts NAME = new Texts("", "", "");
    private static final Plan PLAN = plan();

    private static Plan plan() {
        Map<String, Zone> zones = new LinkedHashMap<>();
        zones.put("intake-1", zone("intake-1", List.of("face-3")));
        zones.put("face-3", zone("face-3", List.of("return-1")));
        zones.put("return-1", zone("return-1", List.of()));
        zones.put("wing-2", zone("wing-2", List.of()));
        Site site = new Site(
                Found.SITE,
                NAME,
                "",
                ZoneId.of("Asia/Almaty"),
                List.of(LocalTime.MIDNIGHT),
                zones,
                Map.of(),
                Map.of(),
                List.of());
        return new Plan("h", "", Map.of(Found.SITE, site));
    }

    private static Zone zone(String id, List<String> to) {
        return new Zone(Found.SITE, id, LocationType.FACE, "s", to, NAME);
    }

    @BeforeEach
    void group() {
        book.groupAlong(() -> PLAN);
    }

    private Alert raised(String rule, String device, String zone, Priority priority, int second) {
        Found found = Found.of(rule, device).as(priority);
        Finding finding = found.finding(Finding.Change.RAISED, 1.2, Found.EPOCH.plusSeconds(second));
        Finding.Subject was = finding.subject();
        Finding.Subject there =
                new Finding.Subject(zone, was.sensor(), priority, was.hold(), null, false, was.text(), was.action());
        apply(new Finding(
                finding.key(),
                finding.change(),
                there,
                finding.at(),
                finding.measuredAt(),
                finding.value(),
                finding.evidence()));
        return book.find(found.key() + "@" + position()).orElseThrow();
    }

    @Test
    void whatComesDownWindWithinTenMinutesCameOfTheFirst() {
        Alert first = raised("air-velocity-low", "A-1", "intake-1", Priority.HIGH, 0);
        assertThat(first.cause()).isEqualTo(first.id());
        assertThat(first.first()).isTrue();
        Alert face = raised("ch4-limit", "A-2", "face-3", Priority.HIGH, 300);
        Alert back = raised("ch4-limit", "A-3", "return-1", Priority.HIGH, 600);
        assertThat(List.of(face, back)).allSatisfy(alert -> {
            assertThat(alert.cause()).isEqualTo(first.id());
            assertThat(alert.first()).isFalse();
        });
        Alert late = raised("ch4-limit", "A-4", "return-1", Priority.HIGH, 601);
        assertThat(late.first()).isTrue();
    }

    @Test
    void whatIsUpWindOrInAnotherAirIsACauseOfItsOwn() {
        raised("ch4-limit", "A-1", "return-1", Priority.HIGH, 0);
        assertThat(raised("ch4-limit", "A-2", "face-3", Priority.HIGH, 1).first())
                .isTrue();
        assertThat(raised("ch4-limit", "A-3", "wing-2", Priority.HIGH, 2).first())
                .isTrue();
    }

    @Test
    void whatConcernsTheWholeSiteReachesEveryZone() {
        Alert fan = raised("main-fan-stopped", "F-1", FindingKey.WHOLE_SITE, Priority.HIGH, 0);
        assertThat(raised("ch4-limit", "A-3", "wing-2", Priority.HIGH, 2).cause())
                .isEqualTo(fan.id());
    }

    @Test
    void criticalGasStandsAloneAlsoWhenItOnlyBecomesCriticalLater() {
        Alert first = raised("air-velocity-low", "A-1", "intake-1", Priority.HIGH, 0);
        Alert grave = raised("ch4-cut", "A-2", "face-3", Priority.CRITICAL, 1);
        assertThat(grave.cause()).isNull();
        assertThat(grave.first()).isFalse();
        Alert grows = raised("ch4-limit", "A-3", "face-3", Priority.HIGH, 2);
        assertThat(grows.cause()).isEqualTo(first.id());
        apply(Found.of("ch4-limit", "A-3").as(Priority.CRITICAL).changed(2.2));
        assertThat(book.find(grows.id()).orElseThrow().cause()).isNull();
        assertThat(book.alerts(AlertQuery.openOnes()).alerts())
                .as("nothing is hidden")
                .hasSize(3);
    }

    @Test
    void aClosedAlertIsTheCauseOfNothingNewAndARestartKeepsTheGroups() {
        Alert first = raised("air-velocity-low", "A-1", "intake-1", Priority.HIGH, 0);
        Alert second = raised("ch4-limit", "A-2", "face-3", Priority.HIGH, 1);
        restart();
        group();
        assertThat(raised("ch4-pre-alarm", "A-4", "face-3", Priority.LOW, 2).cause())
                .isEqualTo(first.id());
        apply(Found.of("air-velocity-low", "A-1").finding(Finding.Change.RETURNED, 1, Found.EPOCH.plusSeconds(3)));
        book.acknowledge(first.id(), step(""));
        Alert third = raised("ch4-limit", "A-3", "return-1", Priority.HIGH, 4);
        assertThat(third.first()).isTrue();
        assertThat(book.find(second.id()).orElseThrow().cause()).isEqualTo(first.id());
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void severalAreAnsweredAtOnceOnlyWithinOneCause() {
        Alert first = raised("air-velocity-low", "A-1", "intake-1", Priority.HIGH, 0);
        Alert second = raised("ch4-limit", "A-2", "face-3", Priority.HIGH, 1);
        Alert other = raised("ch4-limit", "A-3", "wing-2", Priority.HIGH, 2);
        long events = book.events(0, 1).head();
        assertThatThrownBy(() -> book.acknowledgeAll(List.of(first.id(), second.id(), other.id()), step("all")))
                .isInstanceOf(IllegalStep.class)
                .hasMessageContaining("same cause");
        assertThat(book.events(0, 1).head()).isEqualTo(events);
        assertThat(book.acknowledgeAll(List.of(first.id(), second.id()), step("both")))
                .extracting(Alert::state)
                .containsOnly(AlertState.ACKNOWLEDGED);
        assertThat(book.acknowledgeAll(List.of(other.id()), step("alone"))).hasSize(1);
    }

    @Test
    void aSiteIsInAFloodFromTheEleventhAlarmInTenMinutes() {
        for (int i = 0; i < 10; i++) {
            raised("ch4-limit", "B-" + i, "face-3", Priority.HIGH, i);
        }
        clock.forward(Duration.ofSeconds(20));
        assertThat(book.floods()).isEmpty();
        raised("ch4-limit", "B-11", "face-3", Priority.HIGH, 11);
        assertThat(book.floods()).containsExactly(Found.SITE);
        clock.forward(Duration.ofMinutes(10));
        assertThat(book.floods()).isEmpty();
    }
}
