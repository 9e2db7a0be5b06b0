package kz.qalqan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shifts follow the mine's clock, over midnight and over changes of it. */
class ShiftsTest {
    private static final Site SIX_HOURS = site("Asia/Almaty", "02:00", "08:00", "14:00", "20:00");
    private static final Site BERLIN = site("Europe/Berlin", "02:30", "10:30", "18:30");

    @Test
    void thisJavaKnowsKazakhstansTime() {
        assertThat(Shifts.zoneTablesCurrent()).isTrue();
    }

    @Test
    void aShiftRunsOverMidnight() {
        Shift night = Shifts.running(SIX_HOURS, Instant.parse("2026-11-20T19:30:00Z"));

        assertThat(night).isEqualTo(shift("2026-11-20T15:00:00Z", "2026-11-20T21:00:00Z", true));
        assertThat(Shifts.lastComplete(SIX_HOURS, Instant.parse("2026-11-20T19:30:00Z")))
                .isEqualTo(shift("2026-11-20T09:00:00Z", "2026-11-20T15:00:00Z", false));
    }

    @Test
    void aShiftHoldsItsBeginningAndNotItsEnd() {
        assertThat(Shifts.running(SIX_HOURS, Instant.parse("2026-11-20T21:00:00Z")))
                .isEqualTo(shift("2026-11-20T21:00:00Z", "2026-11-21T03:00:00Z", true));
        assertThat(Shifts.running(SIX_HOURS, Instant.parse("2026-11-20T20:59:59.999999Z"))
                        .to())
                .isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));
    }

    @Test
    void aMineWithOneShiftADayHasIt() {
        Site site = site("Asia/Almaty", "07:00");

        assertThat(Shifts.running(site, Instant.parse("2026-11-20T01:00:00Z")))
                .isEqualTo(shift("2026-11-19T02:00:00Z", "2026-11-20T02:00:00Z", true));
    }

    @Test
    void aSkippedHourMakesAShiftShorterAndADoubledOneLonger() {
        Shift spring = Shifts.running(BERLIN, Instant.parse("2026-03-29T02:00:00Z"));
        assertThat(spring).isEqualTo(shift("2026-03-29T01:30:00Z", "2026-03-29T08:30:00Z", true));
        assertThat(spring.length()).isEqualTo(Duration.ofHours(7));

        Shift autumn = Shifts.running(BERLIN, Instant.parse("2026-10-25T02:00:00Z"));
        assertThat(autumn).isEqualTo(shift("2026-10-25T00:30:00Z", "2026-10-25T09:30:00Z", true));
        assertThat(autumn.length()).isEqualTo(Duration.ofHours(9));
    }

    @Test
    void shiftsFollowEachOtherWithoutGapOrOverlapForAYear() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Shift before = Shifts.running(BERLIN, at);
        while (at.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
            Shift next = Shifts.running(BERLIN, before.to());
            assertThat(next.from()).isEqualTo(before.to());
            assertThat(next.length()).isBetween(Duration.ofHours(7), Duration.ofHours(9));
            assertThat(Shifts.lastComplete(BERLIN, next.from()))
                    .isEqualTo(new Shift(before.from(), before.to(), false));
            before = next;
            at = next.from();
        }
    }

    private static Shift shift(String from, String to, boolean running) {
        return new Shift(Instant.parse(from), Instant.parse(to), running);
    }

    private static Site site(String zone, String... starts) {
        List<LocalTime> times = Arrays.stream(starts).map(LocalTime::parse).toList();
        return new Site("m", Texts.same("m"), "", ZoneId.of(zone), times, Map.of(), Map.of(), Map.of(), List.of());
    }
}
