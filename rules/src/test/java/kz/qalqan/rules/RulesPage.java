package kz.qalqan.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kz.qalqan.telemetry.LocationType;

/**
 * The tables of {@code docs/rules.md}, from the pack's own data. {@code main} writes them into the page, the test says
 * when the page is behind.
 */
final class RulesPage {
    static final Path PAGE = Path.of("..", "docs", "rules.md");
    static final String BEGIN = "<!-- generated: begin -->\n";
    static final String END = "<!-- generated: end -->\n";

    private final Map<String, Statement> statements = Statement.read();

    private RulesPage() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(PAGE, renewed(Files.readString(PAGE)));
    }

    static String renewed(String page) {
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        return before + new RulesPage().tables() + page.substring(page.indexOf(END));
    }

    private String tables() {
        StringBuilder out = new StringBuilder();
        Preset base = Preset.named("kz-default");
        for (String name : Preset.SHIPPED) {
            Preset preset = name.equals("kz-default") ? base : Preset.named(name);
            List<Preset.Row> rows = preset.rows().stream()
                    .filter(row -> name.equals("kz-default") || !base.rows().contains(row))
                    .toList();
            out.append("\n### ").append(name).append("\n");
            out.append(name.equals("kz-default") ? "\n" : "\n" + difference(preset, base) + "\n");
            out.append(rest(preset, base));
            if (!rows.isEmpty()) {
                out.append(table(rows)).append("\n");
            }
        }
        out.append("""

                ### What no number judges

                | rule | level | priority | ends | says |
                | --- | --- | --- | --- | --- |
                """);
        statements.values().stream()
                .filter(said -> Preset.SHIPPED.stream()
                        .flatMap(name -> Preset.named(name).rows().stream())
                        .noneMatch(row ->
                                row.rule().equals(said.rule()) && row.level().equals(said.level())))
                .forEach(said -> out.append(line(
                        "`" + said.rule() + "`",
                        said.level(),
                        lower(said.priority()),
                        lower(said.hold()),
                        said.text().en())));
        return out.append("\n").toString();
    }

    private static String difference(Preset preset, Preset base) {
        List<String> left = base.rows().stream()
                .map(Preset.Row::rule)
                .distinct()
                .filter(rule ->
                        preset.rows().stream().noneMatch(row -> row.rule().equals(rule)))
                .toList();
        return "Where it differs from kz-default."
                + (left.isEmpty()
                        ? ""
                        : " Without " + left.stream().map(r -> "`" + r + "`").collect(Collectors.joining(", ")) + ".")
                + "\n";
    }

    /** What a preset says besides limits. */
    private static String rest(Preset preset, Preset base) {
        Preset.Calibration rule = preset.calibration();
        String calibration = !preset.name().equals(base.name()) && rule.equals(base.calibration())
                ? ""
                : "Without a day in the plan a gas sensor is due every " + rule.gasDays() + " days, oxygen every "
                        + rule.oxygenShifts() + " shift; graver after " + rule.graveDays() + " days (" + rule.source()
                        + ").\n";
        Bypass bypass = preset.bypass();
        String bypassed = bypass == null
                ? ""
                : "A methane detector may be bypassed for " + bypass.longest().toMinutes()
                        + " min while a portable meter reads less than " + number(bypass.below()) + " % ("
                        + bypass.source() + ").\n";
        String said = calibration + bypassed;
        return said.isEmpty() ? "" : said + "\n";
    }

    private String table(List<Preset.Row> rows) {
        StringBuilder out = new StringBuilder("""
                | rule | level | judges | at | limit | dead band, end | on / off delay | priority | ends | source |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (Preset.Row row : rows) {
            Statement said = statements.get(Statement.name(row.rule(), row.auxiliary() ? "alarm" : row.level()));
            String unit = row.of().unit(row.quantity().unit());
            Double end = row.numbers().end();
            out.append(line(
                    "`" + row.rule() + "`",
                    row.level(),
                    judges(row),
                    places(row),
                    limit(row) + " " + unit,
                    number(row.numbers().deadBand()) + (end == null ? "" : ", ends at " + number(end)),
                    seconds(row.numbers().onDelay()) + " / "
                            + seconds(row.numbers().offDelay()),
                    row.auxiliary() || said == null ? "(supports)" : lower(said.priority()),
                    row.auxiliary() || said == null ? "" : lower(said.hold()),
                    row.source()));
        }
        return out.toString();
    }

    private static String limit(Preset.Row row) {
        String sign =
                switch (row.bound()) {
                    case MAX -> "≥ ";
                    case OVER -> "> ";
                    case MIN -> "< ";
                };
        return sign
                + (row.setByPlan()
                        ? "what the plan sets,"
                        : number(row.numbers().value()));
    }

    private static String judges(Preset.Row row) {
        Measure of = row.of();
        List<String> words = new ArrayList<>(List.of("`" + row.quantity().code() + "`"));
        if (row.plus() != null) {
            words.add("+ `" + row.plus().code() + "`");
        }
        if (of.kind() != Measure.Kind.VALUE) {
            words.add(of.kind().word().replace('-', ' '));
        }
        if (!of.span().isZero()) {
            words.add("of " + seconds(of.span()));
        }
        if (of.deviations() > 0) {
            words.add("(mean + " + number(of.deviations()) + " σ)");
        }
        if (of.least() > Double.NEGATIVE_INFINITY) {
            words.add("while ≥ " + number(of.least()));
        }
        return String.join(" ", words);
    }

    private static String places(Preset.Row row) {
        return row.locations().isEmpty()
                ? "everywhere"
                : row.locations().stream().map(LocationType::word).collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String seconds(Duration duration) {
        long s = duration.toSeconds();
        return s >= 3600 && s % 3600 == 0 ? s / 3600 + " h" : s >= 120 && s % 60 == 0 ? s / 60 + " min" : s + " s";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
