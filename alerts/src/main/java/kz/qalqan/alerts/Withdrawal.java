package kz.qalqan.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On which terms an alert is taken out of service.
 *
 * @param asked who asked for it
 * @param second account of the person who must confirm it; empty where none is needed
 * @param until when it comes back by itself; null where no end is needed
 * @param portable how the place is measured meanwhile; empty where no one's safety hangs on it
 * @param confirmed who confirmed it; null while it waits for that
 */
public record Withdrawal(
        Answer asked,
        String second,
        @Nullable Instant until,
        String portable,
        @Nullable Answer confirmed) {
    Withdrawal confirmedBy(Answer person) {
        return new Withdrawal(asked, second, until, portable, person);
    }
}
