package kz.qalqan.journal;

/** The bytes of a record do not say what they should; whoever knows the place turns it into a damage report. */
final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedRecord(String what) {
        super(what);
    }

    MalformedRecord(String what, Throwable cause) {
        super(what, cause);
    }
}
