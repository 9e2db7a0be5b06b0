package kz.qalqan.telemetry;

/** Time passed: written once a second, so that silence and delays run on journal time and a replay sees them too. */
public record Tick() implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.tick(this);
    }
}
