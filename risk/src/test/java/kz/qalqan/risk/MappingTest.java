package kz.qalqan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Default mapping v1: points, combining, levels, and the formula of the index. */
class MappingTest {
    @ParameterizedTest
    @CsvSource({
        "5 1 1 1 1,2.40,LOW",
        "5 5 1 1 1,3.80,HIGH",
        "4.5 3 2 2 2,3.23,MODERATE",
        "3 3 3 3 3,3.00,MODERATE",
        "5 5 5 5 5,5.00,CRITICAL_HIGH",
        "1 1 1 1 1,1.00,OPTIMAL"
    })
    void theFormulaGivesTheTableOfTheDomain(String parts, BigDecimal index, RiskLevel level) {
        BigDecimal exact = RiskIndex.formula(
                Arrays.stream(parts.split(" ", -1)).map(BigDecimal::new).toList());

        assertThat(exact.setScale(2, java.math.RoundingMode.HALF_UP)).isEqualTo(index);
        assertThat(Mapping.V1.level(exact, List.of())).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4999,OPTIMAL",
        "1.5,LOW",
        "2.4999,LOW",
        "2.5,MODERATE",
        "3.4999,MODERATE",
        "3.5,HIGH",
        "4.4999,HIGH",
        "4.5,CRITICAL_HIGH"
    })
    void aLevelBeginsAtItsBound(BigDecimal index, RiskLevel level) {
        assertThat(Mapping.V1.level(index, List.of())).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "2,2",
        "3.1 3.1,3.1",
        "3.1 3.1 3.1,3.2",
        "3.2 3.1 3.1 3.1,3.2",
        "3.2 3.2,3.3",
        "3.3 3.3,3.4",
        "3.4 3.4,4",
        "4 3.1,4",
        "2 4,4",
        "4 4,4",
        "1 2,2"
    })
    void theWorstFactorWinsAndEnoughOfItMakeOneClassMore(String factors, String combined) {
        List<WorkingClass> classes =
                Arrays.stream(factors.split(" ", -1)).map(WorkingClass::of).toList();

        assertThat(Mapping.V1.combined(classes).word()).isEqualTo(combined);
    }

    @Test
    void dangerousIsWorseThanEveryHarmfulClass() {
        assertThat(WorkingClass.DANGEROUS).isGreaterThan(WorkingClass.HARMFUL_1).isGreaterThan(WorkingClass.HARMFUL_4);
        assertThat(Mapping.V1.pointsOf(WorkingClass.DANGEROUS)).isEqualTo("5.0");
        assertThat(Mapping.V1.pointsOf(WorkingClass.HARMFUL_2)).isEqualTo("3.5");
    }

    @Test
    void theFloorIsOffByDefaultAndRaisesTheLevelWhenOn() {
        Mapping floored =
                new Mapping("test", Mapping.V1.points(), Mapping.V1.together(), Mapping.V1.levelsFrom(), true);
        BigDecimal index = new BigDecimal("2.4");

        assertThat(Mapping.V1.level(index, List.of(WorkingClass.DANGEROUS))).isEqualTo(RiskLevel.LOW);
        assertThat(floored.level(index, List.of(WorkingClass.DANGEROUS))).isEqualTo(RiskLevel.HIGH);
        assertThat(floored.level(index, List.of(WorkingClass.HARMFUL_4))).isEqualTo(RiskLevel.MODERATE);
        assertThat(floored.level(index, List.of(WorkingClass.HARMFUL_3))).isEqualTo(RiskLevel.LOW);
    }

    @ParameterizedTest
    @CsvSource({"1,1.0,''", "2,1.2,D", "3,1.3,C", "4,1.4,B", "5,1.5,A"})
    void aLevelHasItsInsuranceAndProtection(int number, BigDecimal insurance, String protection) {
        RiskLevel level = RiskLevel.of(number);

        assertThat(level.insurance()).isEqualTo(insurance);
        assertThat(level.protection()).isEqualTo(protection);
    }

    @Test
    void anUnknownClassIsRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> WorkingClass.of("3"))
                .hasMessageContaining("3.1")
                .hasMessageContaining("'3'");
    }
}
