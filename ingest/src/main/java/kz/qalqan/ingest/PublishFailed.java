package kz.qalqan.ingest;

/** A message could not be published, or the broker did not confirm it; trying again may help. */
public final class PublishFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishFailed(String message) {
        super(message);
    }
}
