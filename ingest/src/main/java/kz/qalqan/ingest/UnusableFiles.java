package kz.qalqan.ingest;

import java.io.IOException;

/** A certificate or key of our own that cannot be read or understood; the message names the setting and the file. */
final class UnusableFiles extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableFiles(String message, Throwable cause) {
        super(message, cause);
    }
}
