package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import kz.qalqan.ingest.LinkTrouble.Kind;
import org.junit.jupiter.api.Test;

/** How long the link waits before it tries again. */
class BackOffTest {
    private final BackOff backOff = new BackOff(new Random(20_261_122));

    private List<Duration> waits(Kind trouble, int count) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(backOff.next(LinkTrouble.of(trouble, ""), Duration.ZERO));
        }
        return waits;
    }

    @Test
    void waitsDoubleUpToFiveSecondsAndNoTwoAreAlike() {
        List<Duration> waits = waits(Kind.BROKER_ABSENT, 100);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(waits.subList(10, 100))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5)));
        assertThat(new HashSet<>(waits.subList(10, 100))).hasSizeGreaterThan(80);
    }

    @Test
    void connectionThatBreaksAtOnceIsNoSuccess() {
        waits(Kind.CONNECTION_BROKEN, 10);
        assertThat(backOff.next(LinkTrouble.of(Kind.CONNECTION_BROKEN, ""), Duration.ofMillis(500)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(2_500));
        assertThat(backOff.next(LinkTrouble.of(Kind.CONNECTION_BROKEN, ""), BackOff.STABLE))
                .isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void takenOverItWaitsLongerThanTheAlertNeeds() {
        List<Duration> waits = waits(Kind.SESSION_TAKEN_OVER, 10);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(waits.get(9)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        assertThat(backOff.next(LinkTrouble.of(Kind.BROKER_ABSENT, ""), Duration.ZERO))
                .isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
}
