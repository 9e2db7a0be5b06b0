package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mine's own rules beside ours: taken, changed, refused, stopped, restarted; the rest goes on as if nothing was.
 */
class OwnRulesTest {
    private static final String RULE = """
            rule "Methane and carbon monoxide at one place"
                @finding( id = "own-ch4-co", priority = "high", at = "$m.zone" )
                @says( en = "Methane and CO together", ru = "Метан и CO вместе", kk = "Метан мен CO бірге" )
                @action( en = "Look for fire", ru = "Искать пожар", kk = "Өрт іздеу" )
                @limit( level = "some-co", quantity = "co", above = 8, deadBand = 1 )
            when
                $m : Exceeded( rule in ("ch4-limit", "ch4-return") )
                exists Exceeded( rule == "own-ch4-co", level == "some-co", zone == $m.zone )
            end
            """;

    @TempDir
    private Path folder;

    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    private OwnRules read(String text) throws IOException {
        Files.writeString(folder.resolve("a.drl"), text);
        return RuleEngine.ownRules(folder).entry("engineer", "a test");
    }

    private Finding lastOf(String rule) {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals(rule))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void anOwnRuleIsJudgedBesideOurs() throws IOException {
        mine.apply(read(RULE)).expectNothing();
        mine.reading("GA-1/co", 9).expectNothing();
        mine.reading("GA-1/ch4", 1.0)
                .expect(
                        "raised ch4-limit GA-1:ch4",
                        "raised ch4-pre-alarm GA-1:ch4 by ch4-limit",
                        "raised own-ch4-co face-1");
        Finding found = lastOf("own-ch4-co");
        assertThat(found.subject().text().ru()).isEqualTo("Метан и CO вместе");
        assertThat(found.subject().action().en()).isEqualTo("Look for fire");
        assertThat(found.subject().priority()).isEqualTo(Priority.HIGH);
        assertThat(found.evidence().rule()).isEqualTo("Methane and carbon monoxide at one place");
        assertThat(found.evidence().pack()).startsWith("own ");
        mine.reading("GA-1/co", 6).expect("returned own-ch4-co face-1");
    }

    @Test
    void takingRulesTellsWhatAlreadyHoldsAndNothingElse() throws IOException {
        mine.reading("GA-1/ch4", 1.0).reading("GA-1/co", 18).forget();
        mine.apply(read(RULE.replace("own-ch4-co\", level == \"some-co", "co-limit\", level == \"alarm")
                        .replaceAll(" *@limit.*\n", "")))
                .expect("raised own-ch4-co face-1");
        mine.apply(read(RULE.replace("own-ch4-co\", level == \"some-co", "co-limit\", level == \"alarm")
                        .replaceAll(" *@limit.*\n", "")
                        .replace("Methane and carbon monoxide at one place", "Another name")))
                .expect("changed own-ch4-co face-1");
        mine.apply(new OwnRules("none", List.of(), "engineer", "no longer wanted", List.of()))
                .expect("returned own-ch4-co face-1");
        assertThat(lastOf("own-ch4-co").subject().text().en())
                .as("it ends in its own words")
                .isEqualTo("Methane and CO together");
    }

    @Test
    void refusedRulesLeaveWhatRanAndAreTold() throws IOException {
        mine.apply(read(RULE)).expectNothing();
        mine.apply(read(RULE.replace("Exceeded( rule == \"own-ch4-co\"", "eval( true )")))
                .expect("raised own-rules _site");
        assertThat(lastOf("own-rules").evidence().facts())
                .containsEntry("fault-1", mine.engine().view().own().trouble().replaceFirst("^.*goes on: ", ""))
                .containsEntry("refused-by", "engineer");
        assertThat(mine.engine().view().own().trouble()).contains("a.drl:8: eval is not allowed");
        mine.reading("GA-1/co", 9).reading("GA-1/ch4", 1.0).expectOf("own-ch4-co", "raised own-ch4-co face-1");
        mine.apply(read(RULE)).expect("returned own-rules _site");
    }

    @Test
    void aFaultyFileAtTheFirstStartLeavesOurPack() throws IOException {
        mine.apply(read("nonsense")).expect("raised own-rules _site");
        assertThat(mine.engine().view().own().inForce()).isNull();
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-limit", "raised ch4-limit GA-1:ch4");
    }

    @Test
    void aRestartAnywhereGivesTheSameFindings() throws IOException {
        mine.apply(read(RULE)).restarts().reading("GA-1/co", 9).restarts();
        mine.reading("GA-1/ch4", 1.0).expectOf("own-ch4-co", "raised own-ch4-co face-1");
        mine.restarts().reading("GA-1/ch4", 1.0).expectNothing();
        mine.apply(read("nonsense")).restarts().expectOf("own-rules", "raised own-rules _site");
        mine.reading("GA-1/co", 6).expect("returned own-ch4-co face-1");
        Plan plan = PlanReader.parse(Plans.SMALL, "test.yml");
        try (RuleEngine again = RuleEngine.start(RulesConfig.standard(), plan, "m", held -> plan)) {
            List<Finding> replayed = mine.journal().stream()
                    .map(again::apply)
                    .flatMap(List::stream)
                    .toList();
            assertThat(replayed).as("a replay from the journal alone").isEqualTo(mine.findings());
            assertThat(again.snapshot()).isEqualTo(mine.engine().snapshot());
        }
    }

    /** Trap 10: a sensor that never spoke satisfies no limit, not even one that is reached from below. */
    @Test
    void aSensorThatNeverSpokeExceedsNothing() throws IOException {
        mine.apply(read("""
                        rule "Little oxygen"
                            @finding( id = "own-o2", priority = "low", at = "$o" )
                            @says( en = "a", ru = "b", kk = "c" ) @action( en = "a", ru = "b", kk = "c" )
                            @limit( level = "alarm", quantity = "o2", below = 19.8 )
                        when $o : Exceeded( rule == "own-o2", level == "alarm" ) end
                        """)).expectNothing();
        mine.after(Duration.ofSeconds(30)).expectNothing();
        mine.reading("GA-1/o2", 19.7).expectOf("own-o2", "raised own-o2 GA-1:o2");
        assertThat(lastOf("own-o2").value().value()).isEqualTo(19.7);
        assertThat(lastOf("own-o2").value().limit()).isEqualTo(19.8);
        assertThat(mine.engine().view().limit("own-o2:alarm:site")).isPresent();
    }

    @Test
    void aCalibrationSpeaksForOwnFindingsToo() throws IOException {
        mine.apply(read("""
                        rule "Some methane"
                            @finding( id = "own-some", priority = "low", at = "$o", ends = "latched" )
                            @says( en = "a", ru = "b", kk = "c" ) @action( en = "a", ru = "b", kk = "c" )
                            @limit( level = "alarm", quantity = "ch4", above = 0.3 )
                        when $o : Exceeded( rule == "own-some", level == "alarm" ) end
                        """)).expectNothing();
        mine.declare(Declaration.Type.CALIBRATION_START, "GA-2/ch4").forget();
        mine.reading("GA-2/ch4", 0.4).expect("raised own-some GA-2:ch4 by calibration-in-progress");
    }

    /** What an older build took and this one does not, is refused now; nothing falls over. */
    @Test
    void whatTheJournalTookAndThisBuildRefusesIsRefusedInWords() throws IOException {
        OwnRules good = read(RULE);
        OwnRules older = new OwnRules(
                "older",
                List.of(new OwnRules.File("a.drl", "00", "rule \"x\" when Gone() end")),
                "engineer",
                "years ago",
                List.of());
        mine.apply(good).apply(older).expect("raised own-rules _site");
        assertThat(mine.engine().view().own().trouble()).contains("a.drl:1:");
        mine.reading("GA-1/co", 9).reading("GA-1/ch4", 1.0).expectOf("own-ch4-co", "raised own-ch4-co face-1");
    }

    @Test
    void theFolderNamesEachFaultAndLeavesOtherFilesAlone() throws IOException {
        Files.writeString(folder.resolve("a.drl"), RULE);
        Files.writeString(
                folder.resolve("b.drl"), RULE.replace("one place", "two places").replace("co\", ab", "cx\", ab"));
        Files.writeString(folder.resolve("notes.txt"), "not a rule");
        Files.writeString(folder.resolve(".c.drl"), "not a rule either");
        Files.write(folder.resolve("d.drl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        OwnRuleFolder.Found found = RuleEngine.ownRules(folder);
        assertThat(found.faults())
                .extracting(Object::toString)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("d.drl: this is no UTF-8");
        Files.delete(folder.resolve("d.drl"));
        assertThat(RuleEngine.ownRules(folder).faults())
                .extracting(Object::toString)
                .anySatisfy(fault -> assertThat(fault).startsWith("b.drl:5: ").contains("'cx'"));
        assertThat(RuleEngine.ownRules(folder.resolve("missing")).faults()).isEmpty();
    }
}
