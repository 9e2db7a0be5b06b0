package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kz.qalqan.rules.own.OwnRuleFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/rules.md tells a safety engineer to write works as it stands there, word by word. */
class RulesPageExampleTest {
    private static final String PLAN = Plans.SMALL + """
                  - {id: TH-1, zone: face-1, sensors: [
                      {quantity: air-temperature, range: [0, 60], valid: [-20, 100], sample-period: 30s},
                      {quantity: humidity, range: [0, 100], valid: [0, 110], sample-period: 30s}]}
            """.replaceAll("(?m)^ {12}", "");

    @TempDir
    private Path folder;

    private static String block(String name) throws IOException {
        String page = Files.readString(RulesPage.PAGE);
        String from =
                page.substring(page.indexOf("<!-- " + name + ": begin -->"), page.indexOf("<!-- " + name + ": end"));
        return from.substring(from.indexOf("```\n") + 4, from.lastIndexOf("```"));
    }

    @Test
    void theRuleOfThePageRaisesItsFinding() throws IOException {
        Files.writeString(folder.resolve("heat.drl"), block("example"));
        OwnRuleFolder.Found found = RuleEngine.ownRules(folder);
        assertThat(found.faults()).isEmpty();
        try (Timeline mine = Timeline.of(PLAN)) {
            mine.apply(found.entry("engineer", "the page says so")).expectNothing();
            mine.keepsAll(Duration.ofSeconds(61), "TH-1/air-temperature", 27).expectOf("own-hot-and-damp");
            mine.reading("TH-1/humidity", 92).expectOf("own-hot-and-damp", "raised own-hot-and-damp face-1");
            assertThat(mine.lastFindings().get(0).subject().text().kk()).isEqualTo("Жұмыс орнында ыстық әрі ылғалды");
            mine.reading("TH-1/humidity", 84).expectOf("own-hot-and-damp", "returned own-hot-and-damp face-1");
        }
    }

    @Test
    void theTableOfThePageRaisesItsFindings() throws IOException {
        Files.writeString(folder.resolve("limits.csv"), block("table"));
        OwnRuleFolder.Found found = RuleEngine.ownRules(folder);
        assertThat(found.faults()).isEmpty();
        try (Timeline mine = Timeline.of(PLAN)) {
            mine.apply(found.entry("engineer", "the page says so")).expectNothing();
            mine.reading("TH-1/humidity", 96).expectOf("own-damp", "raised own-damp TH-1:humidity");
            mine.reading("TH-1/air-temperature", 33).expectOf("own-heat", "raised own-heat TH-1:air-temperature");
            assertThat(mine.lastFindings().get(0).subject().action().ru()).isEqualTo("Уйти");
        }
    }
}
