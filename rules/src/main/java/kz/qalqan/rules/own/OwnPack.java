package kz.qalqan.rules.own;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.telemetry.OwnRules;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Own rules, checked and compiled.
 *
 * <p>Threads: immutable; any.
 */
public final class OwnPack {
    /** None. */
    public static final OwnPack NONE = new OwnPack("", List.of(), List.of(), null);

    /** Most rules of a mine's own. */
    static final int RULES_MAX = 200;

    /** Compiled packs kept at hand: that of the running engines and the one to come. */
    private static final int KEPT = 4;

    private static final Map<String, OwnPack> COMPILED = new LinkedHashMap<>();

    private final String hash;
    private final List<OwnRule> rules;
    private final List<RuleFault> faults;
    private final @Nullable KieBase base;

    private OwnPack(String hash, List<OwnRule> rules, List<RuleFault> faults, @Nullable KieBase base) {
        this.hash = hash;
        this.rules = List.copyOf(rules);
        this.faults = List.copyOf(faults);
        this.base = base;
    }

    /**
     * Reads, checks and compiles; once for the same files.
     *
     * @param known limits own rules may ask for, {@code rule:level}
     */
    public static OwnPack of(String hash, List<OwnRules.File> files, Set<String> known) {
        if (files.isEmpty()) {
            return NONE;
        }
        synchronized (COMPILED) {
            OwnPack pack = COMPILED.get(hash);
            if (pack == null) {
                pack = compile(hash, files, known);
                COMPILED.put(hash, pack);
                COMPILED.keySet().removeIf(old -> COMPILED.size() > KEPT && !old.equals(hash));
            }
            return pack;
        }
    }

    private static OwnPack compile(String hash, List<OwnRules.File> files, Set<String> known) {
        List<RuleFault> faults = new ArrayList<>();
        List<OwnRule> rules = new ArrayList<>();
        for (OwnRules.File file : files) {
            rules.addAll(RuleReader.read(file.name(), file.text(), faults));
        }
        new Together(rules, known).check(faults);
        KieBase base = faults.isEmpty() ? new BothBuilds(hash, rules).build(faults) : null;
        return faults.isEmpty()
                ? new OwnPack(hash, rules, List.of(), base)
                : new OwnPack(hash, List.of(), faults, null);
    }

    /** SHA-256 of their files; empty for none. */
    public String hash() {
        return hash;
    }

    /** The rules, in the order of the files; none when anything is wrong. */
    public List<OwnRule> rules() {
        return rules;
    }

    /** What is wrong; then nothing of it runs. */
    public List<RuleFault> faults() {
        return faults;
    }

    /** The compiled rules; null when there are none. */
    public @Nullable KieBase base() {
        return base;
    }

    /** What rules conclude, once for each level. */
    public List<OwnRule.OwnFinding> findings() {
        Map<String, OwnRule.OwnFinding> found = new LinkedHashMap<>();
        rules.forEach(rule -> found.putIfAbsent(rule.finding().name(), rule.finding()));
        return List.copyOf(found.values());
    }

    /** The numbers rules bring along, once each. */
    public List<OwnLimit> limits() {
        Map<String, OwnLimit> found = new LinkedHashMap<>();
        rules.forEach(rule -> rule.limits().forEach(limit -> found.putIfAbsent(limit.name(), limit)));
        return List.copyOf(found.values());
    }

    /** Whether own rules may ask about a fact. */
    public static boolean asksAbout(Object fact) {
        return Vocabulary.knows(fact);
    }

    /** What must fit between rules. */
    private static final class Together {
        private final List<OwnRule> rules;
        private final Set<String> limits;

        Together(List<OwnRule> rules, Set<String> known) {
            this.rules = rules;
            this.limits = new TreeSet<>(known);
            rules.forEach(rule -> rule.limits().forEach(limit -> limits.add(limit.name())));
        }

        void check(List<RuleFault> faults) {
            Map<String, OwnRule> names = new TreeMap<>();
            Map<String, OwnRule> findings = new TreeMap<>();
            Map<String, OwnLimit> numbers = new TreeMap<>();
            for (OwnRule rule : rules) {
                OwnRule twin = names.putIfAbsent(rule.name(), rule);
                if (twin != null) {
                    faults.add(fault(rule, "rule '" + rule.name() + "' stands already in " + where(twin)));
                }
                OwnRule said = findings.putIfAbsent(rule.finding().name(), rule);
                if (said != null && !alike(said.finding(), rule.finding())) {
                    faults.add(fault(rule, rule.finding().name() + " says something else in " + where(said)));
                }
                for (OwnLimit limit : rule.limits()) {
                    OwnLimit other = numbers.putIfAbsent(limit.name(), limit);
                    if (other != null && other.differs(limit) != null) {
                        faults.add(new RuleFault(
                                rule.file(), limit.line(), "limit " + limit.name() + " has other numbers elsewhere"));
                    }
                }
                faults.addAll(new Asked(rule, limits).faults());
            }
            for (OwnRule rule : rules) {
                if (!findings.containsKey(rule.finding().id() + ":alarm")) {
                    faults.add(fault(rule, rule.finding().id() + " needs one rule of level alarm"));
                }
            }
            if (rules.size() > RULES_MAX) {
                faults.add(new RuleFault("own rules", 0, rules.size() + " rules: allowed are " + RULES_MAX));
            }
        }

        private static boolean alike(OwnRule.OwnFinding one, OwnRule.OwnFinding other) {
            return one.priority() == other.priority()
                    && one.hold() == other.hold()
                    && one.text().equals(other.text())
                    && one.action().equals(other.action());
        }

        private static RuleFault fault(OwnRule rule, String reason) {
            return new RuleFault(rule.file(), rule.line(), reason);
        }

        private static String where(OwnRule rule) {
            return rule.file() + ":" + rule.line();
        }
    }
}
