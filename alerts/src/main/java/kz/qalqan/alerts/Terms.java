package kz.qalqan.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person offers who wants an alert out of service.
 *
 * @param engineer whether they are an engineer
 * @param until when it shall come back; null when not said
 * @param second account of the second person; empty when not said
 * @param portable how the place is measured meanwhile; empty when not said
 */
public record Terms(boolean engineer, @Nullable Instant until, String second, String portable) {
    /** Nothing offered: enough to confirm, and for what no one's safety hangs on. */
    public static final Terms NONE = new Terms(false, null, "", "");
}
