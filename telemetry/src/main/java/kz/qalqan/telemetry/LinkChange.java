package kz.qalqan.telemetry;

/**
 * The link to the broker came or went. While it is down, and until the backlog is drained, silence is not counted
 * (design 13.4).
 *
 * @param link which connection, for example {@code mqtt}
 * @param state what it became
 * @param reason why, in words; empty when up
 */
public record LinkChange(String link, State state, String reason) implements Entry {
    /** Where a link can be. */
    public enum State {
        DOWN,
        /** Connected; the broker is still delivering what it kept. */
        DRAINING,
        UP
    }

    @Override
    public void visit(Visitor visitor) {
        visitor.linkChange(this);
    }
}
