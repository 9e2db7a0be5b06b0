package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final long SECOND = 1_000_000;
    private static final long START = 1_790_000_000L * SECOND;

    private final Span span = new Span(Duration.ofMinutes(2));

    @Test
    void aStraightRiseHasItsSlopeAMinute() {
        for (int s = 0; s <= 120; s += 5) {
            span.add(START + s * SECOND, 0.5 + 0.2 * s / 60);
        }
        assertThat(span.slope()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aSlopeIsNotSaidBeforeTheDataReachesThroughMostOfTheSpan() {
        for (int s = 0; s < 90; s += 5) {
            span.add(START + s * SECOND, s);
            assertThat(span.slope()).isNaN();
            assertThat(span.mean()).isNaN();
        }
        span.add(START + 92 * SECOND, 90);
        assertThat(span.slope()).isNotNaN();
    }

    @Test
    void riseAndFallAreMeasuredFromTheExtremesOfTheSpan() {
        span.add(START, 0.5);
        span.add(START + 10 * SECOND, 0.2);
        span.add(START + 20 * SECOND, 0.6);
        assertThat(span.rise()).isCloseTo(0.4, within(1e-12));
        span.add(START + 30 * SECOND, 0.1);
        assertThat(span.fall()).isCloseTo(0.5, within(1e-12));
        span.add(START + 139 * SECOND, 0.5);
        assertThat(span.rise()).as("0.2 has left, 0.1 has not").isCloseTo(0.4, within(1e-12));
        span.add(START + 152 * SECOND, 0.5);
        assertThat(span.rise()).as("0.1 has left").isZero();
    }

    @Test
    void aReadingOlderThanTheSpanChangesNothing() {
        span.add(START, 1);
        span.add(START - 130 * SECOND, 100);
        assertThat(span.fall()).isZero();
    }

    @Test
    void afterASilenceTheSpanStartsAnew() {
        span.add(START, 5);
        span.add(START + 3600 * SECOND, 1);
        assertThat(span.fall()).isZero();
    }

    @Test
    void extremesAndMeanAreThoseOfAllReadingsInTheSpan() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long at = START + i * SECOND - random.nextInt(8) * SECOND;
            double value = random.nextInt(1000) / 100.0;
            all.add(new double[] {at, value});
            span.add(at, value);
            double newest = all.stream().mapToDouble(r -> r[0]).max().orElseThrow();
            double from = (Math.floor(newest / (2 * SECOND)) - 59) * 2 * SECOND;
            if (i > 200 && i % 50 == 0) {
                double[] in = all.stream()
                        .filter(r -> r[0] >= from)
                        .mapToDouble(r -> r[1])
                        .toArray();
                double least = java.util.Arrays.stream(in).min().orElseThrow();
                double most = java.util.Arrays.stream(in).max().orElseThrow();
                assertThat(span.range()).as("seed " + seed).isCloseTo(most - least, within(1e-9));
                assertThat(span.mean())
                        .as("seed " + seed)
                        .isCloseTo(java.util.Arrays.stream(in).average().orElseThrow(), within(1e-9));
            }
        }
    }

    @Test
    void aSavedSpanGoesOnAsIfNothingHadHappened() throws IOException {
        Random random = new Random(7);
        Span other = new Span(Duration.ofMinutes(2));
        for (int i = 0; i < 300; i++) {
            if (i == 170) {
                copy(span, other);
            }
            double value = random.nextDouble();
            span.add(START + i * 700_000L, value);
            if (i >= 170) {
                other.add(START + i * 700_000L, value);
                assertThat(other.slope()).isEqualTo(span.slope());
                assertThat(other.rise()).isEqualTo(span.rise());
                assertThat(other.range()).isEqualTo(span.range());
            }
        }
    }

    static void copy(Window from, Window to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.save(new DataOutputStream(bytes));
        to.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
