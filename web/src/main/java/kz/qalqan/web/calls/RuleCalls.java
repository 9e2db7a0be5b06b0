package kz.qalqan.web.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.own.OwnRule;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.rules.own.RuleFault;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.tuning.Written;
import org.jspecify.annotations.Nullable;

/** The mine's own rules: what holds, whether those in the directory are good, and taking them. */
public final class RuleCalls {
    private final Supplier<Map<String, EngineView>> engines;
    private final Supplier<OwnRuleFolder.Found> folder;
    private final ControlLog control;

    /**
     * Calls about own rules.
     *
     * @param folder reads, checks and compiles their directory
     */
    public RuleCalls(
            Supplier<Map<String, EngineView>> engines, Supplier<OwnRuleFolder.Found> folder, ControlLog control) {
        this.engines = engines;
        this.folder = folder;
        this.control = control;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("rules", this::rules, "checkRules", this::check, "reloadRules", this::reload);
    }

    private Answer rules(Question question) {
        return Answer.ok(Json.object(
                "sites", engines.get().values().stream().map(RuleCalls::site).toList()));
    }

    private static Map<String, @Nullable Object> site(EngineView engine) {
        return Json.object(
                "site", engine.site(),
                "pack", engine.pack(),
                "trouble", engine.own().trouble(),
                "inForce", taken(engine.own().inForce()),
                "refused", taken(engine.own().refused()),
                "rules", engine.own().rules().stream().map(RuleCalls::rule).toList());
    }

    private static @Nullable Map<String, @Nullable Object> taken(@Nullable OwnRules rules) {
        return rules == null
                ? null
                : Json.object(
                        "hash", rules.hash(),
                        "by", rules.by(),
                        "reason", rules.reason(),
                        "files",
                                rules.files().stream()
                                        .map(file -> Json.object("name", file.name(), "sha256", file.sha256()))
                                        .toList(),
                        "faults", rules.faults());
    }

    private static Map<String, @Nullable Object> rule(OwnRule rule) {
        return Json.object(
                "name", rule.name(),
                "file", rule.file(),
                "line", rule.line(),
                "id", rule.finding().id(),
                "level", rule.finding().level(),
                "priority", rule.finding().priority().word(),
                "ends", rule.finding().hold().word(),
                "text", rule.finding().text(),
                "action", rule.finding().action());
    }

    private Answer check(Question question) {
        OwnRuleFolder.Found found = folder.get();
        return Answer.ok(Json.object(
                "good", found.faults().isEmpty(),
                "hash", found.hash(),
                "files", found.files().size(),
                "rules", found.pack().rules().size(),
                "faults", found.faults()));
    }

    /** Good or not, it is written who wanted them and why; refused ones leave what ran. */
    private Answer reload(Question question) {
        OwnRuleFolder.Found found = folder.get();
        OwnRules entry = found.entry(question.asker().name(), question.text("reason"));
        Map<String, Object> positions = new TreeMap<>();
        for (String site : engines.get().keySet()) {
            positions.put(site, Written.position(control.write(site, entry)));
        }
        if (entry.refused()) {
            throw Refusal.of(new Problem(
                    422,
                    "Unprocessable Content",
                    "the own rules are refused, what ran before goes on: "
                            + found.faults().get(0),
                    found.faults().stream().map(RuleCalls::violation).toList(),
                    Map.of()));
        }
        return Answer.ok(Json.object(
                "hash", found.hash(),
                "files", found.files().size(),
                "rules", found.pack().rules().size(),
                "positions", positions));
    }

    private static Problem.Violation violation(RuleFault fault) {
        return new Problem.Violation(fault.file() + ":" + fault.line(), fault.reason());
    }
}
