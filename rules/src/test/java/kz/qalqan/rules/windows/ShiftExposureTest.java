package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import kz.qalqan.rules.windows.ShiftExposure.Sum;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Shift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shift gathers and what is told of its rest. */
class ShiftExposureTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final long MINUTE = 60_000_000L;
    private static final Duration OFTEN = Duration.ofSeconds(30);

    private static ShiftExposure exposure(Sum sum, int hours) {
        return new ShiftExposure(sum, at -> shift(at, Duration.ofHours(hours)), OFTEN);
    }

    private static Shift shift(Instant at, Duration length) {
        long passed = Math.floorDiv(Duration.between(START, at).toNanos(), length.toNanos());
        Instant from = START.plus(length.multipliedBy(passed));
        return new Shift(from, from.plus(length), true);
    }

    /** Two readings in each of these minutes of the shift. */
    private static void fill(ShiftExposure exposure, int from, int to, double value) {
        long start = ReadingBatch.micros(START);
        for (int minute = from; minute < to; minute++) {
            exposure.add(start + minute * MINUTE, value);
            exposure.add(start + minute * MINUTE + MINUTE / 2, value);
        }
    }

    @Test
    void eightHoursAtALevelAreThatLevel() {
        ShiftExposure noise = exposure(Sum.ENERGY, 8);
        fill(noise, 0, 480, 85);
        assertThat(noise.value()).isEqualTo(85);
    }

    @Test
    void levelsAreAveragedByEnergyAndNotAsNumbers() {
        ShiftExposure noise = exposure(Sum.ENERGY, 8);
        fill(noise, 0, 240, 80);
        fill(noise, 240, 480, 100);
        fill(noise, 479, 480, 100);
        assertThat(noise.value()).isCloseTo(97.03, within(0.02));
    }

    @Test
    void sixHoursOfNoiseCountAsSixOfEight() {
        ShiftExposure noise = exposure(Sum.ENERGY, 6);
        fill(noise, 0, 360, 88);
        assertThat(noise.value()).isCloseTo(86.7506, within(0.0001));
    }

    @Test
    void accelerationsAreAveragedByTheirSquares() {
        assertThat(exposureAtEnd(Sum.SQUARE, 3, 4)).isCloseTo(3.5355, within(0.001));
    }

    private static double exposureAtEnd(Sum sum, double first, double second) {
        ShiftExposure exposure = exposure(sum, 8);
        fill(exposure, 0, 240, first);
        fill(exposure, 240, 480, second);
        return exposure.value();
    }

    @Test
    void aConcentrationOfAShortShiftCountsInFullAndOfALongOneForMore() {
        ShiftExposure six = exposure(Sum.PLAIN, 6);
        fill(six, 0, 360, 4);
        assertThat(six.value()).isEqualTo(4);
        ShiftExposure twelve = exposure(Sum.PLAIN, 12);
        fill(twelve, 0, 720, 4);
        assertThat(twelve.value()).isEqualTo(6);
    }

    @Test
    void beforeThreeQuartersOfTheShiftOnlyWhatHasGatheredCounts() {
        ShiftExposure noise = exposure(Sum.ENERGY, 8);
        assertThat(noise.value()).isNaN();
        fill(noise, 0, 1, 90);
        assertThat(noise.value()).as("a minute counts when it is over").isZero();
        fill(noise, 1, 49, 90);
        assertThat(noise.value()).isEqualTo(80);
        fill(noise, 49, 360, 90);
        assertThat(noise.projected()).isFalse();
        assertThat(noise.value()).isLessThan(89);
        fill(noise, 360, 361, 90);
        assertThat(noise.projected()).isTrue();
        assertThat(noise.value()).isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31})
    void aGapOfMoreThanHalfAnHourTakesTheProjection(int gap) {
        ShiftExposure noise = exposure(Sum.ENERGY, 8);
        fill(noise, 0, 60, 90);
        fill(noise, 60 + gap, 480, 90);
        assertThat(noise.projected()).isEqualTo(gap == 30);
    }

    @Test
    void aMinuteThatIsOverAndTheShiftBeforeTakeNothingMore() {
        ShiftExposure noise = exposure(Sum.ENERGY, 8);
        fill(noise, 0, 49, 90);
        fill(noise, 10, 11, 130);
        noise.add(ReadingBatch.micros(START) - 1, 130);
        fill(noise, 49, 50, 90);
        assertThat(noise.value()).isCloseTo(80.0895, within(0.0001));
    }

    @Test
    void aSlowSensorHasLongerMinutes() {
        ShiftExposure dust = new ShiftExposure(Sum.PLAIN, at -> shift(at, Duration.ofHours(8)), Duration.ofMinutes(10));
        for (int i = 0; i <= 48; i++) {
            dust.add(ReadingBatch.micros(START) + i * 10L * MINUTE - (i == 48 ? 1 : 0), 2);
        }
        assertThat(dust.projected()).isTrue();
        assertThat(dust.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 17, 2026})
    void whatIsSavedGoesOnAsIfNothingHadHappened(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ShiftExposure one = exposure(Sum.ENERGY, 8);
        ShiftExposure other = exposure(Sum.ENERGY, 8);
        long at = ReadingBatch.micros(START);
        for (int i = 0; i < 3_000; i++) {
            at += random.nextLong(MINUTE);
            double value = random.nextDouble(50, 110);
            one.add(at, value);
            other.add(at, value);
            if (random.nextInt(100) == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                other.save(new DataOutputStream(bytes));
                other = exposure(Sum.ENERGY, 8);
                other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
            assertThat(other.value()).as("seed " + seed + ", reading " + i).isEqualTo(one.value());
        }
    }
}
