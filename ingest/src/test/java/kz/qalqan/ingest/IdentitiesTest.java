package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import kz.qalqan.ingest.Identities.Verdict;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private final Identities identities = new Identities();

    @Test
    void remembersTheLastThousandInAnyOrder() {
        int count = Limits.IDENTITIES_MAX * 3;
        for (int i = 0; i < count; i++) {
            assertThat(identities.meet((i ^ 1) * 1_000L, i ^ 1)).isEqualTo(Verdict.NEW);
        }

        for (int i = count - Limits.IDENTITIES_MAX; i < count; i++) {
            assertThat(identities.meet(i * 1_000L, i)).isEqualTo(Verdict.DUPLICATE);
        }
        assertThat(identities.meet((count - 1) * 1_000L, -1)).isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void timesOfOurOwnAreNeverGivenTwice() {
        assertThat(identities.assign(100)).isEqualTo(100);
        assertThat(identities.assign(100)).isEqualTo(101);
        assertThat(identities.assign(50)).isEqualTo(102);
    }

    @Test
    void faultAgainAtTheSameTimeIsADuplicate() {
        identities.meet(1, Double.NaN);

        assertThat(identities.meet(1, Double.NaN)).isEqualTo(Verdict.DUPLICATE);
    }
}
