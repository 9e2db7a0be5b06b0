package kz.qalqan.telemetry;

/** A refused message stays refused; the message says why, and what would help. */
public final class NotReplayable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean done;

    private NotReplayable(String why, boolean done) {
        super(why, null, false, false);
        this.done = done;
    }

    /** It was replayed before. */
    public static NotReplayable done(String why) {
        return new NotReplayable(why, true);
    }

    /** It cannot become readings, or not yet. */
    public static NotReplayable still(String why) {
        return new NotReplayable(why, false);
    }

    /** Whether it was replayed before. */
    public boolean isDone() {
        return done;
    }

    /** Why. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
