package kz.qalqan.broker;

/** The embedded broker could not be started; the message names the port or directory. */
public final class BrokerStartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
