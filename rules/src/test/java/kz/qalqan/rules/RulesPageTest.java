package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RulesPageTest {
    @Test
    void thePageSaysWhatThePackJudges() throws IOException {
        String page = Files.readString(RulesPage.PAGE);
        assertThat(page)
                .as("docs/rules.md is behind the pack: run RulesPage.main in the module rules")
                .isEqualTo(RulesPage.renewed(page));
    }
}
