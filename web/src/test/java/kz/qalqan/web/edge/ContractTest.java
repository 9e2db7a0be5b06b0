package kz.qalqan.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.openapi.contract.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Contract SHIPPED = Contract.load(VERTX);

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        assertThat(SHIPPED.operations())
                .hasSizeGreaterThan(40)
                .allSatisfy(operation -> assertThat(Contract.roles(operation)).isNotNull());
    }

    @Test
    void anOperationThatSaysNoRolesStopsTheStart() {
        String text = SHIPPED.text().replace("      x-roles: [engineer]\n", "");
        Operation silent = Contract.parse(VERTX, text).operations().stream()
                .filter(operation -> operation.getOperationId().equals("propose"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> Contract.roles(silent)).hasMessageContaining("propose says no x-roles");
    }

    @Test
    void aPathIsKnownWithWhateverMethod() {
        assertThat(SHIPPED.knows("/api/v1/sites")).isTrue();
        assertThat(SHIPPED.knows("/api/v1/nothing")).isFalse();
    }
}
