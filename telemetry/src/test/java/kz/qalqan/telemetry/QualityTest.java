package kz.qalqan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Marks are stored as bits: two that share one cannot be told apart ever again. */
class QualityTest {
    @Test
    void everyMarkHasABitOfItsOwn() {
        assertThat(Arrays.stream(Quality.Mark.values())
                        .map(mark -> Quality.of(mark).bits()))
                .doesNotHaveDuplicates()
                .allMatch(bits -> Integer.bitCount(bits) == 1);
    }
}
