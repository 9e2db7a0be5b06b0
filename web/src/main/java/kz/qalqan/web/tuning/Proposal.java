package kz.qalqan.web.tuning;

import java.time.Instant;
import java.util.Locale;
import kz.qalqan.telemetry.LimitChange;
import org.jspecify.annotations.Nullable;

/**
 * A proposed change of a limit.
 *
 * <pre>
 *   PROPOSED ──approve──► APPROVING ──applied by the rules──► APPROVED
 *      │                     │  ▲ approve again, when the service stopped in between
 *      │                     └──┘
 *      │                     └──refused by the rules or the journal──► PROPOSED
 *      └──reject──► REJECTED
 * </pre>
 *
 * @param number its id
 * @param site name of the site
 * @param change what would change; its author is who proposed it
 * @param at when it was proposed
 * @param state where it stands
 * @param decision who decided it; null while nobody has
 * @param position journal position it holds from; null while it does not
 */
public record Proposal(
        long number,
        String site,
        LimitChange change,
        Instant at,
        State state,
        @Nullable Decision decision,
        @Nullable Long position) {
    /** Where a proposal stands. Stored by name. */
    public enum State {
        PROPOSED,
        /** Approved, and on its way into the journal. */
        APPROVING,
        /** In force. */
        APPROVED,
        REJECTED;

        /** The name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who decided.
     *
     * @param by the account
     * @param at when
     * @param note in their words; may be empty
     */
    public record Decision(String by, Instant at, String note) {}
}
