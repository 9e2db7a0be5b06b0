package kz.qalqan.ingest;

import static kz.qalqan.ingest.SeqLine.Step.GAP;
import static kz.qalqan.ingest.SeqLine.Step.NEXT;
import static kz.qalqan.ingest.SeqLine.Step.OUT_OF_ORDER;
import static kz.qalqan.ingest.SeqLine.Step.REPEATED;
import static kz.qalqan.ingest.SeqLine.Step.RESTARTED;
import static kz.qalqan.ingest.SeqLine.Step.SWAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeqLineTest {
    private final SeqLine line = new SeqLine();

    private List<SeqLine.Step> take(long... numbers) {
        List<SeqLine.Step> steps = new ArrayList<>();
        for (long number : numbers) {
            steps.add(line.take(number, Long.MIN_VALUE));
        }
        return steps;
    }

    @Test
    void aGapIsSeenWithWhatIsMissingAndALateMessageFillsIt() {
        assertThat(take(7, 8, 12)).containsExactly(NEXT, NEXT, GAP);
        assertThat(line.missing()).isEqualTo(3);
        assertThat(take(10, 10, 13)).containsExactly(OUT_OF_ORDER, REPEATED, NEXT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 8, 1L << 16, 1L << 31, 1L << 32})
    void aCounterMayBeginAnew(long end) {
        assertThat(take(end - 2, end - 1, 0, 1)).containsOnly(NEXT);
        SeqLine other = new SeqLine();
        other.take(end - 2, Long.MIN_VALUE);
        assertThat(other.take(1, Long.MIN_VALUE)).isEqualTo(GAP);
        assertThat(other.missing()).isEqualTo(2);
    }

    @Test
    void aDeviceMayRestart() {
        assertThat(take(5_000, 0, 1, 2)).containsExactly(NEXT, RESTARTED, NEXT, NEXT);
        assertThat(line.take(3, 10)).isEqualTo(NEXT);
        assertThat(line.take(0, 20)).isEqualTo(RESTARTED);
        assertThat(line.take(1, 30)).isEqualTo(NEXT);
        assertThat(take(900_000, 900_001)).containsExactly(RESTARTED, NEXT);
    }

    @Test
    void twoLinesInTurnAreTwoSenders() {
        assertThat(take(1_000, 5, 1_001, 6, 1_002, 7))
                .containsExactly(NEXT, RESTARTED, SWAPPED, SWAPPED, SWAPPED, SWAPPED);
    }

    @Test
    void twoLinesCloseTogetherAreTwoSendersTooWhenTheirTimesGoOn() {
        long[] numbers = {10, 12, 11, 13, 12, 14, 13, 15, 14, 16};
        int swaps = 0;
        for (int i = 0; i < numbers.length; i++) {
            swaps += line.take(numbers[i], i * 1_000_000L) == SWAPPED ? 1 : 0;
        }
        assertThat(swaps).isGreaterThanOrEqualTo(4);
    }

    @Test
    void oneDeviceThatRestartsOftenNeverLooksLikeTwo() {
        for (int run = 0; run < 20; run++) {
            for (int i = 0; i < 7 + run * 11; i++) {
                assertThat(line.take(i, run * 1_000_000L + i)).isIn(NEXT, RESTARTED);
            }
        }
    }
}
