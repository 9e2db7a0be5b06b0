package kz.qalqan.ingest.senml;

/** A payload that is no SenML pack we may use; the message says what is wrong. */
public final class SenmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooMany;

    SenmlException(String message) {
        this(message, false);
    }

    SenmlException(String message, boolean tooMany) {
        super(message, null, false, false);
        this.tooMany = tooMany;
    }

    /** Whether the pack is only too long. */
    public boolean tooMany() {
        return tooMany;
    }

    /** What is wrong. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
