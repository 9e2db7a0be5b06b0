package kz.qalqan.telemetry;

/**
 * From here on this plan holds. The content is kept, not the path: a replay needs nothing else.
 *
 * @param hash SHA-256 of the text, hexadecimal
 * @param text the YAML as it was read
 */
public record PlanInForce(String hash, String text) implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.planInForce(this);
    }
}
