package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void whatIsWrittenIsReadBack() {
        long seed = 20_261_121;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 1_000; run++) {
            int of = 1 + random.nextInt(80);
            BitSet places = new BitSet();
            places.set(1 + random.nextInt(of));
            random.ints(of / 2, 1, of + 1).forEach(places::set);

            String text = new Slots(places, of).describe("what went wrong: values 1 of 1: x");

            assertThat(Slots.parse(text)).as(text).contains(new Slots(places, of));
        }
    }

    @Test
    void detailOfAWholeMessageNamesNoValues() {
        assertThat(Slots.parse("not JSON: values 1")).isEmpty();
    }
}
