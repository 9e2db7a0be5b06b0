package kz.qalqan.history;

import static kz.qalqan.history.Entries.CH4;
import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingQuery.Point;
import kz.qalqan.telemetry.SensorId;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours that are summed up say what the readings say, and go on saying it when the readings are gone. */
class RollUpIT {
    private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final EmbeddedConfig WEEK = EmbeddedConfig.STANDARD.with(new EmbeddedConfig.Retention(7, 60, 14));
    private static final SensorId OTHER = new SensorId(SITE, "GA-08", Quantity.CH4);

    @TempDir
    private Path data;

    private EmbeddedStore store;
    private long position;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(data.resolve("history"), WEEK, InstantSource.fixed(DAY));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLongQuestionByTheHourIsAnsweredFromTheHoursAndSaysTheSame() {
        long seed = new Random().nextLong();
        List<Reading> readings = month(new Random(seed), Duration.ofDays(6));
        journal(readings);
        long before = lookup().rowsRead();

        List<Point> hours = store.downsampled(CH4, DAY, DAY.plus(Duration.ofDays(6)), HOUR);

        assertThat(lookup().rowsRead() - before).as("seed %d", seed).isZero();
        assertThat(hours).as("seed %d", seed).isEqualTo(points(readings, HOUR));
    }

    @Test
    void whateverTheRangeAndTheStepTheAnswerIsThatOfTheReadings() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Reading> all = month(random, Duration.ofDays(5));
        Collections.shuffle(all.subList(0, all.size() / 3), random); // a third of it comes out of order
        List<Reading> come = new ArrayList<>();
        Duration[] steps = {Duration.ofMinutes(7), HOUR, Duration.ofHours(5), Duration.ofDays(1)};
        for (int round = 0; round < 6; round++) {
            List<Reading> now = all.subList(all.size() * round / 6, all.size() * (round + 1) / 6);
            come.addAll(now);
            journal(now);
            for (int question = 0; question < 6; question++) {
                Instant from = DAY.plusSeconds(random.nextInt(6 * 86_400));
                Instant to = from.plusSeconds(random.nextInt(5 * 86_400));
                Duration step = steps[random.nextInt(steps.length)];
                List<Point> wanted = points(between(come, from, to), step);
                assertSame(store.downsampled(CH4, from, to, step), wanted, "seed " + seed + " " + from + " " + to);
            }
        }
    }

    @Test
    void aLateReadingMakesItsHourNew() {
        journal(List.of(reading(CH4, DAY.plusSeconds(10), 0.5)));
        time(DAY.plus(Duration.ofHours(10)));
        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 0.5, 0.5, 1));

        Reading late =
                new Reading(CH4, DAY.plusSeconds(20), DAY.plus(Duration.ofHours(11)), 2.5, Quality.of(Mark.LATE));
        journal(List.of(late));
        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 1.5, 2.5, 2));
        time(DAY.plus(Duration.ofHours(12)));
        long before = lookup().rowsRead();

        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 1.5, 2.5, 2));
        assertThat(lookup().rowsRead()).isEqualTo(before);
    }

    @Test
    void afterTheReadingsAreGoneTheirHoursAnswerAndNoExcursionIsLost() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            readings.add(reading(CH4, DAY.plusSeconds(minute * 60L), minute == 777 ? 4.9 : 0.4));
        }
        journal(readings);
        List<Point> raw = store.downsampled(CH4, DAY, DAY.plus(Duration.ofDays(3)), Duration.ofDays(1));

        time(DAY.plus(Duration.ofDays(10)));

        assertThat(store.raw(CH4, DAY, DAY.plus(Duration.ofDays(3)), 10)).isEmpty();
        assertThat(Objects.requireNonNull(store.using()).db().readings().partitions())
                .isEmpty();
        assertThat(store.downsampled(CH4, DAY, DAY.plus(Duration.ofDays(3)), Duration.ofDays(1)))
                .isEqualTo(raw);
        List<Point> fine = store.downsampled(CH4, DAY, DAY.plus(Duration.ofDays(1)), Duration.ofMinutes(10));
        assertThat(fine).as("an hour is the finest there is").hasSize(24);
        assertThat(fine.get(12).max()).isEqualTo(4.9);
        assertThat(store.downsampled(CH4, DAY.plusSeconds(777 * 60 + 1), DAY.plusSeconds(777 * 60 + 2), HOUR))
                .as("an hour that is cut counts whole")
                .extracting(Point::max)
                .containsExactly(4.9);
    }

    @Test
    void onAScarceDiskTheOldestDaysOfReadingsGoUntilTwoAreLeftAndTheirHoursStay() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 5 * 24 * 60; minute += 10) {
            readings.add(reading(CH4, DAY.plusSeconds(minute * 60L), minute == 770 ? 4.9 : 0.4));
        }
        journal(readings);
        assertThat(store.health().reason()).isEmpty();
        store.close();
        store = EmbeddedStore.open(
                data.resolve("history"), WEEK.withSoftFree(Long.MAX_VALUE), InstantSource.fixed(DAY));
        Instant now = DAY.plus(Duration.ofDays(4)).plus(Duration.ofHours(23));
        for (int minute = 0; minute < 50 && days() > 2; minute++) {
            store.append(SITE, List.of(Entries.tick(++position, now.plusSeconds(minute * 61L))));
            await().pollDelay(Duration.ofMillis(20)).until(() -> true); // a dropped day goes by and by
        }
        store.append(SITE, List.of(Entries.tick(++position, now.plusSeconds(3_300))));

        assertThat(days()).isEqualTo(2);
        assertThat(store.raw(CH4, DAY.plus(Duration.ofDays(3)), now, 1_000)).hasSizeGreaterThan(200);
        assertThat(store.raw(CH4, DAY, DAY.plus(Duration.ofDays(3)), 10)).isEmpty();
        assertThat(store.downsampled(CH4, DAY, DAY.plus(Duration.ofDays(1)), Duration.ofDays(1)))
                .extracting(Point::max)
                .containsExactly(4.9);
        assertThat(store.health().reason()).contains("soft mark", "2026-11-04T00:00:00Z");
    }

    @Test
    void whatComesWhenItsHourIsOnlyASumStillWidensIt() {
        journal(List.of(reading(CH4, DAY.plusSeconds(10), 0.5)));
        time(DAY.plus(Duration.ofDays(10)));
        Instant received = DAY.plus(Duration.ofDays(10));
        Reading peak = new Reading(CH4, DAY.plusSeconds(20), received, 2.5, Quality.of(Mark.LATE));
        Reading fault = new Reading(CH4, DAY.plusSeconds(30), received, 99, Quality.of(Mark.FAULT));
        Reading alone = new Reading(OTHER, DAY.plusSeconds(20), received, 1.1, Quality.of(Mark.LATE));
        List<JournalEntry> entries = List.of(Entries.entry(++position, peak, fault, alone));
        store.append(SITE, entries);
        store.append(SITE, entries);

        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 0.5, 2.5, 1));
        assertThat(store.downsampled(OTHER, DAY, DAY.plus(HOUR), HOUR))
                .containsExactly(new Point(DAY, 1.1, 1.1, 1.1, 1));
    }

    @Test
    void hoursGoToo() {
        journal(List.of(reading(CH4, DAY.minus(Duration.ofDays(10)), 0.5)));
        journal(List.of(reading(CH4, DAY, 0.6)));
        time(DAY.plus(Duration.ofDays(30)));
        assertThat(store.downsampled(CH4, DAY.minus(Duration.ofDays(20)), DAY.plus(HOUR), Duration.ofDays(100)))
                .extracting(Point::count)
                .containsExactly(2L);

        time(DAY.plus(Duration.ofDays(70)));

        assertThat(Objects.requireNonNull(store.using()).db().hours().partitions())
                .isNotEmpty()
                .allMatch(month -> month >= ReadingBatch.micros(DAY));
        assertThat(store.downsampled(CH4, DAY.minus(Duration.ofDays(20)), DAY.plus(HOUR), Duration.ofDays(100)))
                .extracting(Point::count)
                .containsExactly(1L);
    }

    @Test
    void anImportedPastIsKeptWhateverItsAge() {
        Reading old = new Reading(CH4, DAY.minus(Duration.ofDays(4_000)), DAY, 1.5, Quality.of(Mark.IMPORTED));
        store.append(SITE + "@log", List.of(Entries.entry(1, old)));
        journal(List.of(reading(CH4, DAY, 0.5)));
        time(DAY.plus(Duration.ofDays(30)));

        assertThat(store.raw(CH4, Instant.EPOCH, DAY, 10)).containsExactly(old);
        assertThat(store.downsampled(CH4, Instant.EPOCH, DAY.plus(HOUR), Duration.ofDays(1)))
                .extracting(Point::max)
                .containsExactly(1.5, 0.5);
    }

    @Test
    void whenTheNoteOfDirtyHoursIsLostEverythingIsSummedUpAgain() throws Exception {
        journal(List.of(reading(CH4, DAY.plusSeconds(10), 0.5)));
        time(DAY.plus(Duration.ofHours(10)));
        store.close();
        Files.delete(data.resolve("history/hours"));
        open();
        long before = lookup().rowsRead();
        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 0.5, 0.5, 1));
        assertThat(lookup().rowsRead() - before).isEqualTo(1);

        time(DAY.plus(Duration.ofHours(11)));

        before = lookup().rowsRead();
        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 0.5, 0.5, 1));
        assertThat(lookup().rowsRead()).isEqualTo(before);
    }

    @Test
    void hoursThatAreDirtyWhenTheProcessEndsAreDirtyWhenItStarts() {
        journal(List.of(reading(CH4, DAY.plusSeconds(10), 0.5)));
        time(DAY.plus(Duration.ofHours(10)));
        journal(List.of(new Reading(CH4, DAY.plusSeconds(20), DAY.plus(Duration.ofHours(10)), 2.5, Quality.GOOD)));
        store.close();

        open();

        assertThat(hour(DAY)).isEqualTo(new Point(DAY, 0.5, 1.5, 2.5, 2));
    }

    /** Readings of one sensor every few minutes, with faults and excursions, and one neighbour. */
    private static List<Reading> month(Random random, Duration length) {
        List<Reading> readings = new ArrayList<>();
        long at = 0;
        while (at < length.toSeconds()) {
            double value = random.nextInt(50) == 0 ? 4.9 : random.nextInt(200) / 100.0;
            Quality quality = random.nextInt(20) == 0 ? Quality.of(Mark.FAULT) : Quality.GOOD;
            Instant t = DAY.plusSeconds(at);
            readings.add(new Reading(CH4, t, t.plusMillis(40), value, quality));
            readings.add(reading(OTHER, t, 100));
            at += 1 + random.nextInt(600);
        }
        return readings;
    }

    /** Stores readings as the journal would hand them over, then lets two hours pass. */
    private void journal(List<Reading> readings) {
        for (int i = 0; i < readings.size(); i += 500) {
            List<Reading> some = readings.subList(i, Math.min(readings.size(), i + 500));
            Instant received = some.stream()
                    .map(Reading::receivedAt)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            store.append(SITE, List.of(new JournalEntry(++position, received, Entries.batch(some))));
        }
        Instant end = readings.stream()
                .map(Reading::receivedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        time(end.plus(Duration.ofHours(2)));
    }

    /** The journal goes on without readings until a time. */
    private void time(Instant to) {
        for (int i = 0; i < 30; i++) { // a round sums up only so many hours
            store.append(SITE, List.of(Entries.tick(++position, to)));
        }
        store.append(SITE, List.of(Entries.tick(++position, to.plusSeconds(61))));
    }

    private int days() {
        return Objects.requireNonNull(store.using())
                .db()
                .readings()
                .partitions()
                .size();
    }

    private Point hour(Instant start) {
        return store.downsampled(CH4, start, start.plus(HOUR), HOUR).get(0);
    }

    private Lookup lookup() {
        return Objects.requireNonNull(store.using()).lookup();
    }

    private static List<Reading> between(List<Reading> readings, Instant from, Instant to) {
        return readings.stream()
                .filter(r -> !r.measuredAt().isBefore(from) && r.measuredAt().isBefore(to))
                .toList();
    }

    /** What the points of the sensor should be, the plain way. */
    private static List<Point> points(List<Reading> readings, Duration step) {
        Map<Long, List<Reading>> steps = readings.stream()
                .filter(r -> r.sensor().equals(CH4) && !r.quality().has(Mark.FAULT))
                .sorted(Comparator.comparing(Reading::measuredAt))
                .collect(Collectors.groupingBy(
                        r -> Math.floorDiv(r.measuredAt().getEpochSecond(), step.toSeconds()) * step.toSeconds(),
                        TreeMap::new,
                        Collectors.toList()));
        List<Point> points = new ArrayList<>();
        steps.forEach((start, of) -> {
            double sum = 0;
            for (Reading reading : of) {
                sum += reading.value();
            }
            points.add(new Point(
                    Instant.ofEpochSecond(start),
                    of.stream().mapToDouble(Reading::value).min().orElseThrow(),
                    sum / of.size(),
                    of.stream().mapToDouble(Reading::value).max().orElseThrow(),
                    of.size()));
        });
        return points;
    }

    /** All equal; the mean but for the order of its sum. */
    private static void assertSame(List<Point> found, List<Point> wanted, String seed) {
        assertThat(found).as(seed).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            Point f = found.get(i);
            Point w = wanted.get(i);
            assertThat(new Point(f.t(), f.min(), w.mean(), f.max(), f.count()))
                    .as(seed)
                    .isEqualTo(w);
            assertThat(f.mean()).as(seed).isCloseTo(w.mean(), Offset.offset(1e-12));
        }
    }
}
