package kz.qalqan.telemetry;

/**
 * The service started.
 *
 * @param build version and commit
 * @param engine version of the rule engine: same engine and records, same findings
 * @param pack version of the rule pack
 * @param zoneRules version of the JDK's time-zone tables
 */
public record ServiceStart(String build, String engine, String pack, String zoneRules) implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.serviceStart(this);
    }
}
