package kz.qalqan.journal;

import java.io.IOException;

/** A write found no room; what was acknowledged before is as it was. */
final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(IOException cause) {
        super(cause);
    }
}
