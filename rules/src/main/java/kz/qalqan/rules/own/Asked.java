package kz.qalqan.rules.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which limits a rule asks for: a misspelt one would never be exceeded, and the rule would be silent for ever. */
final class Asked {
    private final OwnRule rule;
    private final Set<String> limits;
    private final List<RuleFault> faults = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private boolean levelsOfAll;

    Asked(OwnRule rule, Set<String> limits) {
        this.rule = rule;
        this.limits = limits;
        look();
        ownLimits();
    }

    List<RuleFault> faults() {
        return faults;
    }

    private void look() {
        List<OwnRule.Word> when = rule.when();
        for (int i = 0; i + 1 < when.size(); i++) {
            if (when.get(i).text().equals("Exceeded") && when.get(i + 1).text().equals("(")) {
                exceeded(i + 2);
            }
        }
    }

    /** Looks at {@code rule == "…"} and {@code level == "…"} of one pattern, and at their lists. */
    private void exceeded(int from) {
        Set<String> rules = texts(from, "rule");
        Set<String> levels = texts(from, "level");
        for (String id : rules) {
            if (limits.stream().noneMatch(limit -> limit.startsWith(id + ":"))) {
                faults.add(fault(
                        from,
                        "no limit has rule '" + id + "'; there are "
                                + limits.stream()
                                        .map(l -> l.split(":", 2)[0])
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
            }
        }
        for (String level : levels) {
            boolean known = limits.stream()
                    .filter(limit -> rules.isEmpty() || rules.stream().anyMatch(id -> limit.startsWith(id + ":")))
                    .anyMatch(limit -> limit.endsWith(":" + level));
            if (!known) {
                faults.add(fault(
                        from,
                        "no limit of " + (rules.isEmpty() ? "any rule" : String.join(", ", rules)) + " has level '"
                                + level + "'"));
            }
        }
        levelsOfAll |= rules.isEmpty() || (rules.contains(rule.finding().id()) && levels.isEmpty());
        asked.addAll(levels);
    }

    private Set<String> texts(int from, String property) {
        Set<String> found = new TreeSet<>();
        List<OwnRule.Word> when = rule.when();
        int depth = 1;
        for (int i = from; i < when.size() && depth > 0; i++) {
            String word = when.get(i).text();
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            boolean own = word.equals(property) && !when.get(i - 1).text().equals(".");
            if (own && i + 2 < when.size()) {
                String sign = when.get(i + 1).text();
                if (sign.equals("==") && when.get(i + 2).text().startsWith("\"")) {
                    found.add(bare(when.get(i + 2).text()));
                } else if (sign.equals("in")) {
                    for (int k = i + 3; k < when.size() && !when.get(k).text().equals(")"); k += 2) {
                        found.add(bare(when.get(k).text()));
                    }
                }
            }
        }
        return found;
    }

    private static String bare(String text) {
        return text.replace("\"", "");
    }

    private RuleFault fault(int at, String reason) {
        List<OwnRule.Word> when = rule.when();
        return new RuleFault(
                rule.file(), when.get(Math.min(at, when.size() - 1)).line(), reason);
    }

    /** Each number must be asked for, and one that bears the finding's own level must be all the rule asks for. */
    private void ownLimits() {
        for (OwnLimit limit : rule.limits()) {
            if (!levelsOfAll && !asked.contains(limit.level())) {
                faults.add(new RuleFault(
                        rule.file(),
                        limit.line(),
                        "@limit level \"" + limit.level() + "\" judges nothing: the condition never asks for it"));
            }
            if (limit.level().equals(rule.finding().level()) && !alone(limit)) {
                faults.add(new RuleFault(
                        rule.file(),
                        limit.line(),
                        "@limit level \"" + limit.level() + "\" is the finding's own level: then the condition must be"
                                + " Exceeded( rule == \"" + limit.rule() + "\", level == \"" + limit.level()
                                + "\" ) and nothing more; else give the limit another level"));
            }
        }
    }

    private boolean alone(OwnLimit limit) {
        String when = rule.when().stream().map(OwnRule.Word::text).collect(Collectors.joining(" "));
        String wanted = "Exceeded ( rule == \"" + limit.rule() + "\" , level == \"" + limit.level() + "\" )";
        return when.replaceFirst("^\\$\\w+ : ", "").equals(wanted);
    }
}
