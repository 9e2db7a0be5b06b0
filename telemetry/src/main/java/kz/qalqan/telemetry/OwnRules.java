package kz.qalqan.telemetry;

import java.util.List;

/**
 * The mine's own rules that hold from here on, or why they were refused. The text is kept, not the path: a replay needs
 * nothing else.
 *
 * @param hash SHA-256 of the files' names and texts, hexadecimal
 * @param files the files, by name; none when the mine has no rules of its own (any more)
 * @param by account of who had them read, or the service at its start
 * @param reason why
 * @param faults why they were refused, each with file and line; none when they hold
 */
public record OwnRules(String hash, List<File> files, String by, String reason, List<String> faults)
        implements ControlEntry {
    /**
     * One file of rules.
     *
     * @param name its name in the directory
     * @param sha256 of its bytes as they lay there, hexadecimal
     * @param text its rules; those of a decision table are written out, a row a rule
     */
    public record File(String name, String sha256, String text) {}

    public OwnRules {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
    }

    /** Whether they were refused: what ran before goes on. */
    public boolean refused() {
        return !faults.isEmpty();
    }

    @Override
    public void visit(Visitor visitor) {
        visitor.ownRules(this);
    }
}
