package kz.qalqan.rules.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import kz.qalqan.telemetry.OwnRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an own rule may not say, each with its line and reason; the silent traps of Drools are among them. */
class OwnRuleLintTest {
    static final Set<String> KNOWN = Set.of("ch4-limit:alarm", "co-limit:alarm", "o2-low:alarm", "o2-low:warning");

    /** Ten lines; the condition stands on line 7. */
    static final String GOOD = """
            // a comment
            rule "Methane and carbon monoxide at one place"
                @finding( id = "own-ch4-co", priority = "high", at = "$m.zone" )
                @says( en = "Both", ru = "Оба", kk = "Екеуі" )
                @action( en = "Go", ru = "Уйти", kk = "Кету" )
            when
                $m : Exceeded( rule == "ch4-limit" )
                exists Exceeded( rule == "co-limit", zone == $m.zone )
            end
            """;

    private static int files;

    static List<String> faults(String text) {
        return pack(text).faults().stream().map(RuleFault::toString).toList();
    }

    static OwnPack pack(String text) {
        return OwnPack.of("test" + files++, List.of(new OwnRules.File("a.drl", "00", text)), KNOWN);
    }

    private static List<String> condition(String condition) {
        return faults(GOOD.replace("$m : Exceeded( rule == \"ch4-limit\" )", condition));
    }

    @Test
    void aGoodRulePassesBothBuilds() {
        OwnPack pack = pack(GOOD);
        assertThat(pack.faults()).isEmpty();
        assertThat(pack.base()).isNotNull();
        assertThat(pack.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.line()).isEqualTo(2);
            assertThat(rule.finding().level()).isEqualTo("alarm");
        });
    }

    /** Trap 1: not looked at again when a fact changes, so that an alarm is missed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$m : Exceeded( rule == \"ch4-limit\" ) eval( true )",
                "$m : Exceeded( rule == \"ch4-limit\", eval( $m.rule == \"x\" ) )",
                "$m : Exceeded( rule == \"ch4-limit\" ) $s : Silent( zone == $m.zone ) from $m.upwind"
            })
    void evalAndFromAreRefusedBecauseTheyMissAlarms(String condition) {
        assertThat(condition(condition))
                .singleElement()
                .asString()
                .startsWith("a.drl:7: ")
                .contains("an alarm is missed");
    }

    /** Trap 2: the executable model takes it and the rule fires for facts that have nothing to do with each other. */
    @Test
    void aVariableThatStandsForTwoFactsIsRefused() {
        assertThat(condition("$m : Exceeded( rule == \"ch4-limit\" )\n    exists $m : Silent( zone == $m.zone )"))
                .containsExactly(
                        "a.drl:8: $m stands for two facts: Drools takes that and lets the rule fire for facts that"
                                + " have nothing to do with each other");
        assertThat(condition("$m : Exceeded( rule == \"ch4-limit\" ) exists $m : Silent()"))
                .singleElement()
                .asString()
                .contains("two facts");
    }

    /** The classic build takes a number compared with text in silence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "$m : Exceeded( rule == 5 ) | facts carry no numbers",
                "$m : Exceeded( rule == true ) | cannot compare these two",
                "$m : Silent( tripping == \"yes\" ) | cannot compare these two",
                "$m : Exceeded( upwind == \"face-1\" ) | cannot compare these two",
                "$m : Exceeded( zone contains \"face-1\" ) | cannot compare these two",
                "$m : Exceeded( rule == 1,5 ) | facts carry no numbers"
            })
    void kindsThatDoNotFitAreRefused(String condition, String reason) {
        assertThat(condition(condition))
                .singleElement()
                .asString()
                .startsWith("a.drl:7: ")
                .contains(reason);
    }

    /** DRL is Java: nothing of it may pass. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "$m : Exceeded( System.exit(1) == null ) | calls and classes are not allowed",
                "$m : Exceeded( rule.length() == 3 ) | calls and classes are not allowed",
                "$m : Exceeded( getRule() == \"ch4-limit\" ) | calls and classes are not allowed",
                "$m : Exceeded( rule == java.lang.System.getenv() ) | calls and classes are not allowed",
                "$m : Exceeded( rule == $m.getRule() ) | $m is no fact named before",
                "$m : Exceeded( new Thread() != null ) | own rules make nothing",
                "$m : Exceeded( rule == \"a\"; ) | ';' does not belong here",
                "$m : Exceeded( rule == 'ch4-limit' ) | texts stand in double quotes",
                "$m : Exceeded( rule matches \"(a+)+\" ) | may take for ever",
                "$m : Exceeded( rule[0] == \"a\" ) | '[' does not belong into a rule",
                "$m : Exceeded( rule == \"ch4-limit\" ) { } | '{' does not belong into a rule",
                "$m : Exceeded( rule == \"\\u0022\" ) | no backslash",
                "$m : Exceeded( rule == \"a*/b\" ) | a text in a condition holds",
                "$m : kz.qalqan.rules.facts.Exceeded() | no such fact",
                "$m : Violation() | no such fact",
                "$m : Object() | no such fact",
                "$m : Exceeded( this == null ) | Exceeded has no 'this'",
                "$m : Exceeded( class != null ) | Exceeded has no 'class'",
                "$m : Exceeded( $r : rule ) | only facts are named",
                "$m : Exceeded() accumulate( Silent(); count(1) ) | ';' does not belong here",
                "$m : Exceeded() accumulate( Silent(), count() ) | accumulate is not allowed",
                "$m : Exceeded() forall( Silent() ) | forall is not allowed",
                "$m : Exceeded() or Silent() | write two rules",
                "$m : Exceeded() over window ( ) | windows are not allowed",
                "$m : Exceeded( rule == \"ch4-limit\" | 'when"
            })
    void whatIsNoConditionIsRefused(String condition, String reason) {
        List<String> faults = condition(condition);
        assertThat(faults).isNotEmpty();
        assertThat(faults.get(0)).startsWith("a.drl:").contains(reason.startsWith("'when") ? "was expected" : reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "import java.util.List; | ';' does not belong here",
                "import java.util.List | own imports are not allowed",
                "import static java.lang.System.exit | own imports are not allowed",
                "function void f() | own functions are not allowed",
                "global java.util.List list | globals are not allowed",
                "query \"q\" Exceeded() end | queries are not allowed",
                "declare X end | own types are not allowed",
                "package qalqan.rulepack | a package is not needed",
                "dialect \"mvel\" | a dialect is not needed",
                "salience 10 | nothing but rules"
            })
    void whatIsNoRuleIsRefused(String line, String reason) {
        assertThat(faults(line + "\n" + GOOD))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("a.drl:1: ")
                .contains(reason);
    }

    @Test
    void aConsequenceOfTheirOwnIsRefused() {
        assertThat(faults(GOOD.replace("end\n", "then System.exit(1)\nend\n")))
                .containsExactly(
                        "a.drl:9: 'System': own consequences are not allowed: what follows from the condition is"
                                + " generated");
        assertThat(faults(GOOD.replace("end\n", "then\nend\n")))
                .as("an empty one is what tables write")
                .isEmpty();
        assertThat(faults(GOOD.replace("end\n", "then[x] end\n"))).isNotEmpty();
    }

    @Test
    void attributesAndUnknownAnnotationsAreRefused() {
        assertThat(faults(GOOD.replace("when\n", "salience 10\nwhen\n")))
                .singleElement()
                .asString()
                .startsWith("a.drl:6: ")
                .contains("no attributes");
        assertThat(faults(GOOD.replace("@action", "@watch")))
                .singleElement()
                .asString()
                .contains("@finding, @says, @action and @limit");
    }

    /** A rule's name becomes Java text and a class: nothing in it may end either. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\u0022", "a*/", "a'b", "a{b}", "", "@a"})
    void aNameThatIsNoSentenceIsRefused(String name) {
        assertThat(faults(GOOD.replace("Methane and carbon monoxide at one place", name)))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).startsWith("a.drl:2: "));
    }

    /** Never exceeded, so the rule would be silent for ever. */
    @Test
    void aMisspeltLimitLevelQuantityOrFactIsRefused() {
        assertThat(condition("$m : Exceeded( rule == \"ch4-limt\" )"))
                .singleElement()
                .asString()
                .startsWith("a.drl:7: no limit has rule 'ch4-limt'");
        assertThat(condition("$m : Exceeded( rule == \"o2-low\", level == \"alarn\" )"))
                .containsExactly("a.drl:7: no limit of o2-low has level 'alarn'");
        assertThat(condition("$m : Exceeded( quantity == \"ch5\" )"))
                .singleElement()
                .asString()
                .contains("ch5");
        assertThat(condition("$m : Exeeded()")).singleElement().asString().contains("no such fact");
        assertThat(condition("$m : Exceeded( plaice == \"x\" )"))
                .singleElement()
                .asString()
                .contains("no 'plaice'");
    }

    /**
     * Trap 4: rules that multiply or feed on themselves. One fact, and findings are no facts: neither can be written.
     */
    @Test
    void aRuleStandsOnOneFactAndNeverOnFindings() {
        assertThat(condition("$m : Exceeded() $o : Exceeded( zone == $m.zone )"))
                .singleElement()
                .asString()
                .startsWith("a.drl:7: ")
                .contains("stands on one fact");
        assertThat(condition("$m : Exceeded() not Violation( rule == \"own-ch4-co\" )"))
                .singleElement()
                .asString()
                .contains("no such fact");
        assertThat(condition("$m : Exceeded( rule == \"ch4-limit\" ) not( Silent( zone == $m.zone ) and Faulty() )"))
                .isEmpty();
    }

    @Test
    void thePlaceOfAFindingIsAFactThatIsThere() {
        for (String at : List.of("$x", "$m.rule", "m", "$m.sensor.device", "zone")) {
            assertThat(faults(GOOD.replace("at = \"$m.zone\"", "at = \"" + at + "\"")))
                    .as(at)
                    .singleElement()
                    .asString()
                    .contains("@finding at");
        }
        assertThat(condition("not Exceeded( rule == \"ch4-limit\" )")).isNotEmpty();
        assertThat(faults(GOOD.replace("exists Exc", "exists $o : Exc").replace("\"$m.zone\"", "\"$o\"")))
                .singleElement()
                .asString()
                .contains("@finding at");
    }

    @Test
    void idsBelongToTheMineAndFindingsAreWhole() {
        assertThat(faults(GOOD.replace("own-ch4-co", "ch4-limit")))
                .singleElement()
                .asString()
                .contains("own-…");
        assertThat(faults(GOOD.replace(", kk = \"Екеуі\"", "")))
                .singleElement()
                .asString()
                .contains("@says( kk = … )");
        assertThat(faults(GOOD.replace("\"high\"", "\"urgent\"")))
                .singleElement()
                .asString()
                .contains("critical, high");
        assertThat(faults(GOOD.replace("at =", "ends = \"locked\", at =")))
                .singleElement()
                .asString()
                .contains("held, latched");
    }

    @Test
    void limitsAreWholeAndAskedFor() {
        String limit = "@limit( level = \"x\", quantity = \"humidity\", above = 90 )\n    @action";
        assertThat(faults(GOOD.replace("@action", limit)))
                .singleElement()
                .asString()
                .startsWith("a.drl:5: ")
                .contains("judges nothing");
        assertThat(faults(GOOD.replace("@action", limit.replace("above = 90", "above = \"90\""))))
                .singleElement()
                .asString()
                .contains("no number");
        assertThat(faults(GOOD.replace("@action", limit.replace("above = 90", "above = 90, below = 1"))))
                .singleElement()
                .asString()
                .contains("one of above");
        assertThat(faults(GOOD.replace("@action", limit.replace("90", "90, onDelay = \"2 days\""))))
                .singleElement()
                .asString()
                .contains("allowed is a time");
        assertThat(faults(GOOD.replace("@action", limit.replace("90", "90, of = \"slope\""))))
                .singleElement()
                .asString()
                .contains("need one");
        assertThat(faults(GOOD.replace("@action", limit.replace("humidity", "humid"))))
                .singleElement()
                .asString()
                .contains("humid");
    }

    @Test
    void everyFaultyRuleIsNamed() {
        String two = GOOD + GOOD.replace("at one place", "again").replace("co-limit", "co-limid") + "nonsense\n" + GOOD;
        assertThat(faults(two)).hasSize(3);
        assertThat(faults(GOOD + GOOD))
                .singleElement()
                .asString()
                .startsWith("a.drl:11: ")
                .contains("stands already");
        assertThat(faults(GOOD.replace("\nend", "\n"))).containsExactly("a.drl:6: this rule has no 'end'");
    }
}
