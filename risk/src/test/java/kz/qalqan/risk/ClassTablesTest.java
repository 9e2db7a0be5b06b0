package kz.qalqan.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bound belongs to the better class (domain 2.1, 2.2). */
class ClassTablesTest {
    @ParameterizedTest
    @CsvSource({
        "0,2",
        "80,2",
        "80.01,3.1",
        "85,3.1",
        "85.01,3.2",
        "95,3.2",
        "95.01,3.3",
        "105,3.3",
        "105.01,3.4",
        "115,3.4",
        "115.01,4",
        "140,4"
    })
    void noiseHasTheClassOfItsBound(BigDecimal level, String expected) {
        assertThat(ClassTables.noise(level).word()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4,0,2",
        "4,4,2",
        "4,4.001,3.1",
        "4,12,3.1",
        "4,12.001,3.2",
        "4,24,3.2",
        "4,24.001,3.3",
        "4,40,3.3",
        "4,40.001,3.4",
        "4,4000,3.4",
        "2,2,2",
        "2,2.001,3.1",
        "2,4,3.1",
        "2,4.001,3.2",
        "2,8,3.2",
        "2,8.001,3.3",
        "2,20,3.3",
        "2,20.001,3.4",
        "2.001,4.002,3.1",
        "1,2.5,3.2"
    })
    void dustIsJudgedInMultiplesOfItsLimitByItsKind(BigDecimal limit, BigDecimal concentration, String expected) {
        assertThat(ClassTables.dust(concentration, limit).word()).isEqualTo(expected);
    }
}
