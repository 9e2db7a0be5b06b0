package kz.qalqan.ingest;

/** The broker granted none of the subscriptions; the message names filters and codes. */
final class SubscriptionRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SubscriptionRefused(String message) {
        super(message);
    }
}
