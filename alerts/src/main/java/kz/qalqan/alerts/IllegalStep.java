package kz.qalqan.alerts;

/** A step the alert does not allow as it stands. Nothing was changed. */
public final class IllegalStep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Alert alert;

    IllegalStep(String step, Alert alert, String reason) {
        super("cannot " + step + " alert '" + alert.id() + "', which is "
                + alert.state().word() + ": " + reason);
        this.alert = alert;
    }

    /** The alert as it stands. */
    public Alert alert() {
        return alert;
    }

    /** Its state. */
    public AlertState state() {
        return alert.state();
    }
}
