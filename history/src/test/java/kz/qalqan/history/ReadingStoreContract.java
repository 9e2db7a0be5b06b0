package kz.qalqan.history;

import static java.time.Duration.ofSeconds;
import static kz.qalqan.history.Entries.CH4;
import static kz.qalqan.history.Entries.DUST;
import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static kz.qalqan.history.Entries.entry;
import static kz.qalqan.history.Entries.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery.Point;
import kz.qalqan.telemetry.ReadingStatistics;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ReadingStore} does. */
abstract class ReadingStoreContract {
    static final Instant END = START.plus(Duration.ofDays(1));

    ReadingStore store;

    /** An empty store. */
    abstract ReadingStore open();

    /** Closes the store and opens it again where it was. */
    abstract ReadingStore reopen(ReadingStore open);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatIsAppendedIsReadBackAsItWas() {
        Reading first = new Reading(
                CH4,
                START.plusNanos(123_456_000),
                START.plusSeconds(2),
                0.42,
                Quality.of(Mark.LATE, Mark.OVER_RANGE, Mark.UNSTAMPED));
        Reading second = new Reading(CH4, START.plusSeconds(1), START.plusSeconds(2), -0.125, Quality.GOOD);
        store.append(SITE, List.of(entry(7, first, second)));

        assertThat(store.raw(CH4, START, END, 10)).containsExactly(first, second);
        assertThat(store.raw(DUST, START, END, 10)).isEmpty();
    }

    @Test
    void appendingAgainChangesNothing() {
        List<JournalEntry> entries = Entries.run(1, 20, 50);
        store.append(SITE, entries);
        ReadingStore.Stored before = store.stored(SITE);
        List<Reading> raw = store.raw(CH4_OF_RUN, START, END, 1_000);

        store.append(SITE, entries.subList(5, 20));
        store.append(SITE, entries);

        assertThat(store.raw(CH4_OF_RUN, START, END, 1_000)).hasSize(20).isEqualTo(raw);
        assertThat(store.stored(SITE)).isEqualTo(before).isEqualTo(new ReadingStore.Stored(20, 1_000));
    }

    @Test
    void anotherValueAtTheSameMicrosecondIsKept() {
        Reading one = reading(CH4, START, 0.4);
        Reading other = new Reading(CH4, START, one.receivedAt(), 1.9, Quality.of(Mark.CONFLICT));
        Reading unmarked = new Reading(CH4, START, one.receivedAt().plusSeconds(1), 2.5, Quality.GOOD);
        store.append(SITE, List.of(entry(1, one, other)));
        store.append(SITE, List.of(entry(2, unmarked)));
        store.append(SITE, List.of(entry(1, one, other)));

        assertThat(store.raw(CH4, START, END, 10)).containsExactly(one, other, unmarked);
        assertThat(store.raw(CH4, START, END, 2)).containsExactly(other, unmarked);
        assertThat(store.latest(SITE)).containsExactly(unmarked);
    }

    @Test
    void aFaultComesBackAsAFault() {
        Reading nan = new Reading(CH4, START, START, Double.NaN, Quality.of(Mark.FAULT));
        Reading number = new Reading(CH4, START.plusSeconds(1), START.plusSeconds(1), -266, Quality.of(Mark.FAULT));
        Reading infinite = new Reading(CH4, START.plusSeconds(2), START.plusSeconds(2), 1 / 0.0, Quality.GOOD);
        store.append(SITE, List.of(entry(1, nan, number, infinite)));
        store.append(SITE, List.of(entry(1, nan, number, infinite)));

        List<Reading> raw = store.raw(CH4, START, END, 10);
        assertThat(raw).extracting(Reading::value).containsExactly(Double.NaN, -266.0, Double.NaN);
        assertThat(raw).allMatch(r -> r.quality().has(Mark.FAULT));
    }

    @Test
    void rawGivesTheNewestOfManyOldestFirst() {
        store.append(SITE, Entries.run(1, 100, 3));

        List<Reading> newest = store.raw(CH4_OF_RUN, START, END, 10);

        assertThat(newest)
                .extracting(r -> r.measuredAt().getEpochSecond() - START.getEpochSecond())
                .containsExactly(91L, 92L, 93L, 94L, 95L, 96L, 97L, 98L, 99L, 100L);
    }

    @Test
    void aRangeHoldsItsBeginningAndNotItsEnd() {
        store.append(SITE, Entries.run(1, 10, 1));

        assertThat(store.raw(CH4_OF_RUN, START.plusSeconds(3), START.plusSeconds(6), 100))
                .extracting(Reading::measuredAt)
                .containsExactly(START.plusSeconds(3), START.plusSeconds(4), START.plusSeconds(5));
        assertThat(store.raw(CH4_OF_RUN, Instant.MIN, Instant.MAX, 100)).hasSize(10);
    }

    @Test
    void downsamplingLosesNoExcursionAndLeavesFaultsOut() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 3_600; i++) {
            readings.add(reading(CH4, START.plusSeconds(i), i == 1_234 ? 4.9 : 0.5));
        }
        readings.add(new Reading(CH4, START.plusMillis(500), START, 99, Quality.of(Mark.FAULT)));
        readings.add(new Reading(CH4, START.plusMillis(501), START, Double.NaN, Quality.of(Mark.FAULT)));
        store.append(SITE, List.of(entry(1, readings.toArray(Reading[]::new))));

        List<Point> points = store.downsampled(CH4, START, END, Duration.ofMinutes(10));

        assertThat(points).hasSize(6).allMatch(p -> p.min() == 0.5 && p.count() == 600);
        assertThat(points.get(0)).isEqualTo(new Point(START, 0.5, 0.5, 0.5, 600));
        assertThat(points.get(2).max()).isEqualTo(4.9);
        assertThat(points.get(2).mean()).isCloseTo((599 * 0.5 + 4.9) / 600, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void statisticsOfAShiftAreExactAndOfItsGoodReadingsOnly() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) { // 0.001 to 1.000, shuffled, over 1000 s
            readings.add(reading(CH4, START.plusSeconds(i), (i * 7L % 1_000 + 1) / 1_000.0));
        }
        readings.add(new Reading(CH4, START.plusSeconds(2_000), START, 99, Quality.of(Mark.FAULT)));
        readings.add(new Reading(CH4, START.plusSeconds(2_001), START, 98, Quality.of(Mark.UNCERTAIN)));
        readings.add(new Reading(CH4, START.plusSeconds(2_002), START, 2, Quality.of(Mark.LATE)));
        store.append(SITE, List.of(entry(1, readings.toArray(Reading[]::new))));

        ReadingStatistics of = store.statistics(CH4, START, START.plusSeconds(3_600), Duration.ofMinutes(1));

        assertThat(of.count()).isEqualTo(1_003);
        assertThat(of.good()).isEqualTo(1_001);
        assertThat(of.min()).isEqualTo(0.001);
        assertThat(of.max()).isEqualTo(2);
        assertThat(of.p95()).isEqualTo(0.951); // rank 951 of 1001
        assertThat(of.p99()).isEqualTo(0.991);
        assertThat(of.coverage()).isEqualTo(18 / 60.0); // minutes 0 to 16, and 33
        assertThat(of.longestGap()).isEqualTo(Duration.ofSeconds(3_600 - 2_002));
        double sum = 0;
        for (int minute = 0; minute < 17; minute++) {
            sum += readings.subList(minute * 60, Math.min(1_000, minute * 60 + 60)).stream()
                    .mapToDouble(Reading::value)
                    .average()
                    .orElseThrow();
        }
        assertThat(of.mean()).isCloseTo((sum + 2) / 18, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void statisticsOfNothingSayThatThereIsNothing() {
        ReadingStatistics of = store.statistics(CH4, START, END, Duration.ofMinutes(1));

        assertThat(of)
                .isEqualTo(new ReadingStatistics(
                        0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, Duration.ofDays(1)));
        assertThatThrownBy(() -> store.statistics(CH4, START, END, Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("86400000 slots");
    }

    @Test
    void eachReadingOfALongTimeIsHandedOverOnceInOrder() {
        int many = 120_000; // more than one answer holds
        for (int first = 0; first < many; first += 40_000) {
            Reading[] readings = new Reading[40_000];
            for (int i = 0; i < readings.length; i++) {
                readings[i] = reading(CH4, START.plusMillis(first + i), first + i);
            }
            store.append(SITE, List.of(entry(first + 1, readings)));
        }
        List<Double> values = new ArrayList<>();

        store.each(CH4, START, END, r -> values.add(r.value()));

        assertThat(values).hasSize(many).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anImportedPastIsHistoryAndNothingElse() {
        String archive = SITE + ReadingStore.ARCHIVE + "shift-log";
        Reading live = reading(CH4, START, 1);
        Instant received = START.plusSeconds(60);
        Instant longAgo = Instant.parse("2014-03-02T00:00:30Z");
        Reading old = new Reading(CH4, longAgo, received, 2, Quality.of(Mark.IMPORTED));
        Reading same = new Reading(CH4, START, received, 1, Quality.of(Mark.IMPORTED));
        Reading newer = new Reading(CH4, received, received, 3, Quality.of(Mark.IMPORTED));
        store.append(SITE, List.of(entry(5, live)));
        store.append(archive, List.of(entry(1, old, same, newer)));
        store.append(archive, List.of(entry(1, old, same, newer)));

        assertThat(store.raw(CH4, Instant.EPOCH, END, 10)).containsExactly(old, live, newer);
        assertThat(store.raw(CH4, Instant.EPOCH, END, 2)).containsExactly(live, newer);
        assertThat(store.downsampled(CH4, START, END, Duration.ofHours(1)))
                .containsExactly(new Point(START, 1, 2, 3, 2));
        assertThat(store.downsampled(CH4, longAgo, END, Duration.ofDays(10_000)))
                .extracting(Point::count)
                .containsExactly(1L, 2L);
        assertThat(store.latest(SITE)).containsExactly(live);
        assertThat(store.stored(SITE)).isEqualTo(new ReadingStore.Stored(5, 1));
        assertThat(store.stored(archive)).isEqualTo(new ReadingStore.Stored(1, 3));

        store = reopen(store);

        assertThat(store.raw(CH4, Instant.EPOCH, END, 10)).containsExactly(old, live, newer);
        assertThat(store.latest(SITE)).containsExactly(live);
        assertThat(store.stored(archive)).isEqualTo(new ReadingStore.Stored(1, 3));
    }

    @Test
    void stepsAreAlignedToTheEpochAndOnlyThoseWithReadingsCount() {
        store.append(SITE, List.of(entry(1, reading(CH4, START.plusSeconds(5), 1), reading(CH4, END, 2))));

        assertThat(store.downsampled(CH4, START, END.plusSeconds(1), ofSeconds(7)))
                .extracting(p -> p.t().getEpochSecond() % 7, Point::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0L, 1L), org.assertj.core.groups.Tuple.tuple(0L, 1L));
    }

    @Test
    void readingsThatArriveLateTakeTheirPlaceInTime() {
        store.append(SITE, List.of(entry(1, reading(CH4, START.plusSeconds(100), 1))));
        store.append(SITE, List.of(entry(2, reading(CH4, START.minus(Duration.ofDays(3)), 2))));
        store.append(SITE, List.of(entry(3, reading(CH4, START.plusSeconds(50), 3))));

        assertThat(store.raw(CH4, Instant.EPOCH, END, 10))
                .extracting(Reading::value)
                .containsExactly(2.0, 3.0, 1.0);
        assertThat(store.latest(SITE)).extracting(Reading::value).containsExactly(1.0);
    }

    @Test
    void whatHasNoPlaceInTimeIsStoredAtItsReceipt() {
        Instant received = START.plusSeconds(10);
        Reading early = new Reading(CH4, Instant.parse("1969-12-31T23:59:59Z"), received, 0.3, Quality.GOOD);
        Reading late = new Reading(CH4, Instant.parse("2099-01-01T00:00:00Z"), received, 0.4, Quality.GOOD);
        store.append(SITE, List.of(entry(1, early, late)));

        assertThat(store.raw(CH4, START, END, 10))
                .hasSize(2)
                .allMatch(r -> r.measuredAt().equals(received) && r.quality().has(Mark.CLOCK_CORRECTED));
    }

    @Test
    void latestKnowsEverySensorOfTheSiteAndNoOther() {
        SensorId elsewhere = SensorId.parse("zhezkazgan-1/GA-07/ch4");
        store.append(SITE, List.of(entry(1, reading(CH4, START, 1), reading(DUST, START, 2))));
        store.append("zhezkazgan-1", List.of(entry(1, reading(elsewhere, START, 3))));
        store.append(SITE, List.of(entry(2, reading(CH4, START.plusSeconds(1), 4))));

        assertThat(store.latest(SITE)).extracting(Reading::value).containsExactly(2.0, 4.0);
        assertThat(store.latest("nowhere")).isEmpty();
    }

    @Test
    void eachSiteHasItsOwnPosition() {
        store.append(SITE, Entries.run(1, 5, 2));
        store.append("zhezkazgan-1", List.of(entry(90, reading(SensorId.parse("zhezkazgan-1/A/co"), START, 3))));

        assertThat(store.stored(SITE)).isEqualTo(new ReadingStore.Stored(5, 10));
        assertThat(store.stored("zhezkazgan-1")).isEqualTo(new ReadingStore.Stored(90, 1));
        assertThat(store.stored("nowhere")).isEqualTo(ReadingStore.Stored.NOTHING);
    }

    @Test
    void aReplacedJournalBeginsAgainAndReadingsStay() {
        store.append(SITE, Entries.run(1, 50, 2));
        store.rewind(SITE);
        assertThat(store.stored(SITE)).isEqualTo(ReadingStore.Stored.NOTHING);
        store.append(SITE, Entries.run(1, 10, 2));

        store = reopen(store);

        assertThat(store.stored(SITE)).isEqualTo(new ReadingStore.Stored(10, 20));
        assertThat(store.raw(CH4_OF_RUN, START, END, 100)).hasSize(50);
    }

    @Test
    void entriesWithoutReadingsMoveThePosition() {
        store.append(SITE, List.of(entry(1, reading(CH4, START, 1)), Entries.tick(2, START.plusSeconds(1))));

        assertThat(store.stored(SITE)).isEqualTo(new ReadingStore.Stored(2, 1));
    }

    @Test
    void everythingIsThereAfterReopening() {
        store.append(SITE, Entries.run(1, 50, 20));
        List<Reading> latest = store.latest(SITE);
        List<Reading> raw = store.raw(CH4_OF_RUN, START, END, 100);

        store = reopen(store);

        assertThat(store.stored(SITE)).isEqualTo(new ReadingStore.Stored(50, 1_000));
        assertThat(store.latest(SITE)).hasSize(20).isEqualTo(latest);
        assertThat(store.raw(CH4_OF_RUN, START, END, 100)).hasSize(50).isEqualTo(raw);
    }

    @Test
    void aWrongQuestionIsRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> store.raw(CH4, START, END, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit 0: 1 to 100000");
        assertThatThrownBy(() -> store.downsampled(CH4, START, END, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step PT0S");
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        store.close();

        assertThat(store.health().state()).isEqualTo(StoreHealth.State.DOWN);
        assertThatThrownBy(() -> store.append(SITE, Entries.run(1, 1, 1)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("closed");
    }

    private static final SensorId CH4_OF_RUN = SensorId.parse(SITE + "/S0/ch4");
}
