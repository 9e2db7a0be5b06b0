package kz.qalqan.ingest.sparkplug;

/** What all nodes together may take of the memory. */
final class Budget {
    private long heldBytes;
    private int metrics;

    boolean hold(int bytes) {
        if (heldBytes + bytes > HostLimits.HELD_BYTES_MAX) {
            return false;
        }
        heldBytes += bytes;
        return true;
    }

    void released(int bytes) {
        heldBytes -= bytes;
    }

    /** How many metrics more there is room for. */
    int metricsLeft() {
        return HostLimits.METRICS_TOTAL_MAX - metrics;
    }

    void metrics(int more) {
        metrics += more;
    }
}
