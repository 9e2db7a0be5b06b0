package kz.qalqan.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;

/** Findings as bytes; {@code main} prints the digest of a long run, for another Java to be compared with. */
final class Digest {
    static final long SEED = 2026;
    static final int ENTRIES = 12_000;

    private Digest() {}

    /** Everything a finding says. Facts by name: the order of an immutable map differs from run to run. */
    static String text(Finding finding) {
        return String.join(
                "|",
                finding.key().toString(),
                finding.change().name(),
                finding.subject().toString(),
                finding.at().toString(),
                finding.measuredAt().toString(),
                Long.toHexString(Double.doubleToLongBits(finding.value().value())),
                Long.toHexString(Double.doubleToLongBits(finding.value().limit())),
                finding.value().unit(),
                finding.evidence().rule(),
                finding.evidence().limitId() + " " + finding.evidence().limitVersion(),
                finding.evidence().source(),
                new TreeMap<>(finding.evidence().facts()).toString(),
                finding.evidence().readings().toString());
    }

    static String of(List<JournalEntry> journal, Plan plan) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (RuleEngine engine = RuleEngine.start(RulesConfig.standard(), plan, "m", change -> plan)) {
            for (JournalEntry entry : journal) {
                for (Finding finding : engine.apply(entry)) {
                    digest.update(text(finding).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String ofLongRun() throws NoSuchAlgorithmException {
        Plan plan = PlanReader.parse(Plans.EVERYTHING, "test.yml");
        return of(RandomMine.journal(plan, SEED, ENTRIES), plan);
    }

    public static void main(String[] args) throws NoSuchAlgorithmException {
        System.out.println("digest " + ofLongRun());
    }
}
