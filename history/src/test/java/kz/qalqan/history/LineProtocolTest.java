package kz.qalqan.history;

import static kz.qalqan.history.Entries.CH4;
import static kz.qalqan.history.Entries.DUST;
import static kz.qalqan.history.Entries.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import org.junit.jupiter.api.Test;

class LineProtocolTest {
    private static final Instant RECEIVED = START.plusMillis(40);

    private static List<String> lines(Reading... readings) {
        return LineProtocol.of(Entries.batch(List.of(readings)), 7, ReadingBatch.micros(RECEIVED));
    }

    private static Reading ch4(double value, Mark... marks) {
        return new Reading(CH4, START, RECEIVED, value, Quality.of(marks));
    }

    /** What is in a bucket must be found again by every later version: a change of this file is a migration. */
    @Test
    void theFormOfALineDoesNotChange() throws Exception {
        List<String> lines = lines(
                ch4(0.42),
                ch4(1.9, Mark.CONFLICT),
                ch4(-266, Mark.FAULT),
                ch4(Double.NaN, Mark.FAULT),
                ch4(Double.POSITIVE_INFINITY),
                ch4(0.42, Mark.IMPORTED),
                ch4(1.0e-5, Mark.LATE, Mark.OVER_RANGE),
                new Reading(DUST, START.plusNanos(1_000), RECEIVED, 12, Quality.GOOD),
                new Reading(DUST, Instant.parse("1969-12-31T23:59:59Z"), RECEIVED, 12.5, Quality.GOOD),
                new Reading(DUST, Instant.parse("2099-01-01T00:00:00Z"), RECEIVED, 13, Quality.GOOD));
        try (InputStream golden = LineProtocolTest.class.getResourceAsStream("/golden/readings.lp")) {
            assertThat(golden).isNotNull();
            assertThat(String.join("\n", lines) + "\n")
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theSameValueHasTheSamePlaceAndBothZeroesAreOne() {
        assertThat(lines(ch4(0.42))).isEqualTo(lines(ch4(0.42)));
        assertThat(LineProtocol.slot(-0.0)).isEqualTo(LineProtocol.slot(0.0));
        assertThat(LineProtocol.slot(Double.NaN)).isEqualTo(LineProtocol.slot(0 / 0.0));
    }

    /** Two conflicting values of methane share a place once in a thousand times, as chance has it, not more often. */
    @Test
    void valuesSpreadOverThePlacesBelowTheMicrosecond() {
        Set<Long> slots = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            slots.add(LineProtocol.slot(i * 0.01));
        }
        assertThat(slots).hasSizeBetween(370, 420).allMatch(slot -> slot >= 0 && slot < 1_000); // chance: 394
    }

    @Test
    void tagsAreEscaped() {
        assertThat(LineProtocol.escaped("a b,c=d\\")).isEqualTo("a\\ b\\,c\\=d\\\\");
    }

    @Test
    void aProbeHasTheTimeOfTheLineAndASiteThatCannotBe() {
        String line = lines(ch4(0.42)).get(0);
        assertThat(LineProtocol.probe(line)).contains("site=_probe").endsWith(line.substring(line.lastIndexOf(' ')));
    }
}
