package kz.qalqan.ingest.sparkplug;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a node's births are wanted, and how often it was asked: not more than {@link HostLimits} allow. */
final class Asking {
    private boolean wanted;
    private int asked;
    private String reason = "";
    private @Nullable Instant last;

    /** The births are wanted; whether to ask now. */
    boolean want(Instant now, String why) {
        wanted = true;
        asked = 0;
        reason = why;
        return due(now);
    }

    /** Whether to ask now. */
    boolean due(Instant now) {
        if (!wanted
                || asked >= HostLimits.ASKS_MAX
                || (last != null && now.isBefore(last.plus(HostLimits.REBIRTH_EVERY)))) {
            return false;
        }
        asked++;
        last = now;
        return true;
    }

    String reason() {
        return reason;
    }

    void done() {
        wanted = false;
    }

    /** The line to the broker is new: what was asked before may be lost. */
    void again() {
        last = null;
    }
}
