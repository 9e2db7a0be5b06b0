package kz.qalqan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed inputs are kept for ever, and the latest holds. */
class RiskInputsIT {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    @TempDir
    private Path data;

    private Database database;
    private RiskInputs inputs;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseConfig.embedded(), data);
        inputs = RiskInputs.open(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLatestHoldsAndTheOthersStay() {
        RiskInput first = inputs.sign("karaganda-1", "shearer-operator", values("2.5"), "aigerim", AT);
        RiskInput second = inputs.sign("karaganda-1", "shearer-operator", values("3"), "marat", AT.minusSeconds(60));
        inputs.sign("karaganda-1", "belt-attendant", values("1"), "marat", AT);

        assertThat(first.version()).isEqualTo(1);
        assertThat(inputs.latest("karaganda-1", "shearer-operator")).contains(second);
        assertThat(inputs.history("karaganda-1", "shearer-operator")).containsExactly(second, first);
        assertThat(inputs.latest("karaganda-1", "nobody")).isEmpty();
    }

    @Test
    void theyAreThereAfterReopeningWithTheSameDigits() {
        RiskInput signed = inputs.sign("karaganda-1", "shearer-operator", values("2.50"), "aigerim", AT);
        database.close();
        open();

        assertThat(inputs.latest("karaganda-1", "shearer-operator")).contains(signed);
        assertThat(signed.t()).isEqualTo("2.5");
        assertThat(signed.at()).isEqualTo(AT);
    }

    @Test
    void aValueOutsideIsRefusedWithItsFieldAndNothingIsStored() {
        for (String wrong : new String[] {"0.99", "5.01", "-1", "2.555"}) {
            assertThatThrownBy(() -> inputs.sign("karaganda-1", "shearer-operator", values(wrong), "aigerim", AT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("t " + wrong + ": allowed is 1 to 5");
        }
        assertThatThrownBy(() -> inputs.sign("karaganda-1", "shearer-operator", values("2"), " ", AT))
                .hasMessageContaining("signed");
        assertThat(inputs.history("karaganda-1", "shearer-operator")).isEmpty();
    }

    private static RiskInputs.Values values(String t) {
        BigDecimal two = new BigDecimal("2");
        return new RiskInputs.Values(new BigDecimal(t), two, two, new BigDecimal("1.5"), "after the repair");
    }
}
