package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kz.qalqan.rules.own.OwnLimit;
import kz.qalqan.rules.own.OwnPack;
import kz.qalqan.rules.own.OwnRule;
import kz.qalqan.telemetry.OwnRules;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of the mine's own rules: those that hold, and those that were refused since.
 *
 * <p>Threads: immutable.
 */
final class Own {
    private static final int FAULTS_SHOWN = 10;
    private static final int FAULT_LENGTH = 300;
    private static final int HASH_SHOWN = 12;

    private final @Nullable OwnRules inForce;
    private final @Nullable OwnRules refused;
    private final OwnPack pack;
    private final Map<String, Statement> statements;
    private final Set<String> names;

    private Own(@Nullable OwnRules inForce, @Nullable OwnRules refused, Map<String, Statement> said) {
        OwnPack compiled = inForce == null ? OwnPack.NONE : OwnPack.of(inForce.hash(), inForce.files(), known());
        boolean fits = compiled.faults().isEmpty();
        // Rules that an older build took and this one does not: they are refused now, in words.
        this.refused = fits || inForce == null ? refused : refusedNow(inForce, compiled);
        this.inForce = fits ? inForce : null;
        this.pack = compiled;
        Map<String, Statement> all = new LinkedHashMap<>(said);
        pack.findings().forEach(finding -> {
            all.remove(finding.name());
            all.put(finding.name(), statement(finding));
        });
        this.statements = Collections.unmodifiableMap(all);
        this.names = pack.rules().stream().map(OwnRule::name).collect(Collectors.toUnmodifiableSet());
    }

    /** No own rules yet. */
    static Own none(Map<String, Statement> shipped) {
        return new Own(null, null, shipped);
    }

    /** Own rules as a snapshot has them. */
    Own restored(@Nullable OwnRules held, @Nullable OwnRules no) {
        return new Own(held, no, statements);
    }

    /**
     * After an entry of the journal. What the former rules said stays known, so that their findings can end in their
     * own words.
     */
    Own after(OwnRules entry) {
        if (entry.refused()) {
            return new Own(inForce, entry, statements);
        }
        OwnPack next = OwnPack.of(entry.hash(), entry.files(), known());
        return next.faults().isEmpty()
                ? new Own(entry, null, statements)
                : new Own(inForce, refusedNow(entry, next), statements);
    }

    private static OwnRules refusedNow(OwnRules entry, OwnPack pack) {
        List<String> faults = pack.faults().stream().map(Object::toString).toList();
        return new OwnRules(entry.hash(), entry.files(), entry.by(), entry.reason(), faults);
    }

    /** Whether a rule id is one of the mine's own. */
    static boolean owns(String rule) {
        return rule.startsWith("own-") && !rule.equals("own-rules");
    }

    /** Limits own rules may ask for besides their own, {@code rule:level}: those of every preset. */
    static Set<String> known() {
        Set<String> known = new TreeSet<>();
        for (String preset : Preset.SHIPPED) {
            Preset.named(preset).rows().forEach(row -> known.add(Statement.name(row.rule(), row.level())));
        }
        return known;
    }

    private static Statement statement(OwnRule.OwnFinding finding) {
        return new Statement(
                finding.id(), finding.level(), finding.priority(), finding.hold(), finding.text(), finding.action());
    }

    @Nullable
    OwnRules inForce() {
        return inForce;
    }

    @Nullable
    OwnRules refused() {
        return refused;
    }

    OwnPack pack() {
        return pack;
    }

    /** What rules say, ours and the mine's own. */
    Map<String, Statement> statements() {
        return statements;
    }

    /** The numbers the mine's own rules bring along. */
    List<Preset.Row> rows() {
        List<Preset.Row> rows = new ArrayList<>();
        for (OwnLimit limit : pack.limits()) {
            rows.add(new Preset.Row(
                    limit.rule(),
                    limit.level(),
                    limit.places(),
                    limit.quantity(),
                    limit.above() ? Bound.MAX : Bound.MIN,
                    new Limit.Numbers(limit.value(), limit.deadBand(), null, limit.onDelay(), limit.offDelay()),
                    limit.source(),
                    !statements.containsKey(limit.name()),
                    false,
                    false,
                    null,
                    measure(limit)));
        }
        return rows;
    }

    private static Measure measure(OwnLimit limit) {
        return new Measure(Measure.Kind.of(limit.of()), limit.span(), 0, Double.NEGATIVE_INFINITY, 0);
    }

    /** Which pack a rule of this name is of. */
    String packOf(String rule) {
        return names.contains(rule) ? "own " + pack.hash().substring(0, HASH_SHOWN) : Pack.VERSION;
    }

    /** Why rules were refused. */
    void describe(Map<String, String> facts) {
        OwnRules held = inForce;
        facts.put("in-force", held == null ? "none" : "own " + held.hash().substring(0, HASH_SHOWN));
        OwnRules no = refused;
        if (no == null) {
            return;
        }
        facts.put("refused-by", no.by());
        facts.put("reason", no.reason());
        facts.put("faults", Integer.toString(no.faults().size()));
        for (int i = 0; i < Math.min(FAULTS_SHOWN, no.faults().size()); i++) {
            String fault = no.faults().get(i);
            facts.put("fault-" + (i + 1), fault.substring(0, Math.min(fault.length(), FAULT_LENGTH)));
        }
    }
}
