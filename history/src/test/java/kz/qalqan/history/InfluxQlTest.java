package kz.qalqan.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InfluxQlTest {
    @Test
    void nothingInATextCanEndItsLiteral() {
        assertThat(InfluxQl.quoted("GA-07")).isEqualTo("'GA-07'");
        assertThat(InfluxQl.quoted("x' OR '1'='1")).isEqualTo("'x\\' OR \\'1\\'=\\'1'");
        assertThat(InfluxQl.quoted("x\\")).isEqualTo("'x\\\\'");
        assertThat(InfluxQl.quoted("x\\'; DROP DATABASE mine; --\n"))
                .isEqualTo("'x\\\\\\'; DROP DATABASE mine; --\\n'");
    }
}
