package kz.qalqan.rules.own;

/** A rule that cannot be taken, on its way to the list of faults. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int line;

    Refused(int line, String reason) {
        super(reason, null, false, false);
        this.line = line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
