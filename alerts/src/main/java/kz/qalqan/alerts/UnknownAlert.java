package kz.qalqan.alerts;

/** No alert has this id. */
public final class UnknownAlert extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownAlert(String id) {
        super("no alert has the id '" + id + "'");
    }
}
