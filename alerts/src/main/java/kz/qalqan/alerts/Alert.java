package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What an operator must answer: one occurrence of a finding, from its raising until nothing is wrong and nothing is
 * owed. It holds facts and marks; its state follows from them ({@link #state()}).
 *
 * <p>Threads: immutable.
 *
 * @param id key and raise position, {@code key@position}; further ones raised by the same entry end in {@code .2},
 *     {@code .3} …
 * @param key what it is about
 * @param subject where, how grave, in which words, as last found
 * @param value the value as last found, beside its limit
 * @param extreme the value farthest beyond the limit in this occurrence; NaN where there is none
 * @param evidence why it was raised, last raised again or last changed
 * @param life when what happened
 * @param marks what people set beside the facts
 * @param journal position of its latest event in the alert journal
 * @param traits its company and its manners
 */
public record Alert(
        String id,
        FindingKey key,
        Finding.Subject subject,
        Finding.Measured value,
        double extreme,
        Evidence evidence,
        Life life,
        Marks marks,
        long journal,
        Traits traits) {

    @SuppressWarnings("ConstantValue") // what older builds stored has none
    public Alert {
        traits = traits == null ? Traits.NONE : traits;
    }

    /**
     * Facts in time.
     *
     * @param raisedAt engine time of its raising; of a late one the time of its measuring
     * @param measuredAt time of the reading that raised it
     * @param returnedAt when the condition went, null while it is true
     * @param releasedAt when its lock was released, null while locked or never locked
     * @param acknowledged the answer in force; null while it is owed
     * @param announcedAt when it last began to ask for an answer; null while suppressed ever since its raising
     * @param closedAt when nothing was wrong and nothing owed any more; null while open
     * @param late whether it was crossed and returned in late readings
     * @param activations how often it was raised, the first time included
     * @param opened position of its raising in the alert journal
     */
    public record Life(
            Instant raisedAt,
            Instant measuredAt,
            @Nullable Instant returnedAt,
            @Nullable Instant releasedAt,
            @Nullable Answer acknowledged,
            @Nullable Instant announcedAt,
            @Nullable Instant closedAt,
            boolean late,
            int activations,
            long opened) {

        static Life begun(Finding finding, @Nullable Instant announcedAt, long opened) {
            return new Life(finding.at(), finding.measuredAt(), null, null, null, announcedAt, null, false, 1, opened);
        }

        static Life late(Finding finding, @Nullable Instant announcedAt, long opened) {
            Instant measured = finding.measuredAt();
            return new Life(measured, measured, measured, null, null, announcedAt, null, true, 1, opened);
        }

        /** True again: nothing of the former return counts, the former answer neither. */
        Life again(@Nullable Instant announced) {
            return new Life(raisedAt, measuredAt, null, null, null, announced, closedAt, late, activations + 1, opened);
        }

        Life returned(Instant at) {
            return new Life(
                    raisedAt,
                    measuredAt,
                    at,
                    releasedAt,
                    acknowledged,
                    announcedAt,
                    closedAt,
                    late,
                    activations,
                    opened);
        }

        Life released(Instant at) {
            return new Life(
                    raisedAt,
                    measuredAt,
                    returnedAt,
                    at,
                    acknowledged,
                    announcedAt,
                    closedAt,
                    late,
                    activations,
                    opened);
        }

        /** With this answer in force; null: it is owed. */
        Life answered(@Nullable Answer answer) {
            return new Life(
                    raisedAt,
                    measuredAt,
                    returnedAt,
                    releasedAt,
                    answer,
                    announcedAt,
                    closedAt,
                    late,
                    activations,
                    opened);
        }

        Life announced(Instant at) {
            return new Life(
                    raisedAt,
                    measuredAt,
                    returnedAt,
                    releasedAt,
                    acknowledged,
                    at,
                    closedAt,
                    late,
                    activations,
                    opened);
        }

        Life closed(@Nullable Instant at) {
            return new Life(
                    raisedAt,
                    measuredAt,
                    returnedAt,
                    releasedAt,
                    acknowledged,
                    announcedAt,
                    at,
                    late,
                    activations,
                    opened);
        }
    }

    /**
     * Marks beside the facts.
     *
     * @param shelved who put it aside, null when nobody did
     * @param shelvedUntil until when, null when it is not put aside
     * @param outOfService who took it out of service, null when nobody did
     * @param called who was called last, perhaps for a former asking; null when nobody ever was
     */
    public record Marks(
            @Nullable Answer shelved,
            @Nullable Instant shelvedUntil,
            @Nullable Answer outOfService,
            @Nullable Called called) {
        static final Marks NONE = new Marks(null, null, null, null);

        Marks called(Called by) {
            return new Marks(shelved, shelvedUntil, outOfService, by);
        }
    }

    /**
     * Who was called because nobody answered.
     *
     * @param level the last step of the escalation
     * @param at when
     * @param people everybody called so far
     */
    public record Called(int level, Instant at, List<String> people) {
        public Called {
            people = List.copyOf(people);
        }
    }

    /**
     * Its manners.
     *
     * @param turns when it last became true or went, oldest first, at most {@link #CHATTER_TURNS}
     * @param chattering whether it turned that often within {@link #CHATTER_WITHIN}; stays until it is closed
     * @param cause id of the first alert of its group, its own when it is the first; null when it stands alone
     * @param withdrawal on which terms it is, or is to be, out of service; null when nobody asked for it
     */
    public record Traits(
            List<Instant> turns,
            boolean chattering,
            @Nullable String cause,
            @Nullable Withdrawal withdrawal) {
        /** Turns within a minute from which on it chatters (domain 6.1). */
        public static final int CHATTER_TURNS = 3;

        /** Within which time. */
        public static final Duration CHATTER_WITHIN = Duration.ofMinutes(1);

        static final Traits NONE = new Traits(List.of(), false, null, null);

        public Traits {
            turns = List.copyOf(turns);
        }

        /** After one more turn. */
        Traits turned(Instant at) {
            List<Instant> all = new ArrayList<>(turns);
            all.add(at);
            List<Instant> last = all.subList(Math.max(0, all.size() - CHATTER_TURNS), all.size());
            boolean often = last.size() == CHATTER_TURNS
                    && last.get(0).plus(CHATTER_WITHIN).isAfter(at);
            return new Traits(last, chattering || often, cause, withdrawal);
        }

        Traits caused(@Nullable String by) {
            return new Traits(turns, chattering, by, withdrawal);
        }

        Traits withdrawn(@Nullable Withdrawal terms) {
            return new Traits(turns, chattering, cause, terms);
        }
    }

    /** Where it stands now. */
    public AlertState state() {
        return AlertState.of(this);
    }

    /** Whether it is open: something is wrong or an answer is owed. */
    public boolean open() {
        return life.closedAt() == null;
    }

    /** Whether its condition is true. */
    public boolean active() {
        return life.returnedAt() == null;
    }

    /** Whether it waits for a declaration. */
    public boolean locked() {
        return subject.hold() == Hold.LOCKED && life.releasedAt() == null && !life.late();
    }

    /** Who was called since it last began to ask; null when nobody was. */
    public @Nullable Called called() {
        Called last = marks.called();
        Instant asked = life.announcedAt();
        return last == null || asked == null || last.at().isBefore(asked) ? null : last;
    }

    /** Id of the first alert of its group; null for what stands alone: late ones and critical gas. */
    public @Nullable String cause() {
        return life.late() || Causes.alone(this) ? null : traits.cause();
    }

    /** Whether others may have come of it: it was the first of its group. */
    public boolean first() {
        return id.equals(cause());
    }

    /** Name of its site. */
    public String site() {
        return key.site();
    }

    /** Rule id of contract 7. */
    public String rule() {
        return key.rule();
    }

    /** Name of its zone, {@code _site} for the whole site. */
    public String zone() {
        return subject.zone();
    }

    /** How urgent. */
    public Priority priority() {
        return subject.priority();
    }

    Alert with(Life newLife) {
        return new Alert(id, key, subject, value, extreme, evidence, newLife, marks, journal, traits);
    }

    Alert with(Marks newMarks) {
        return new Alert(id, key, subject, value, extreme, evidence, life, newMarks, journal, traits);
    }

    Alert with(Traits newTraits) {
        return new Alert(id, key, subject, value, extreme, evidence, life, marks, journal, newTraits);
    }

    /** Having turned once more. */
    Alert turned(Instant at) {
        return with(traits.turned(at));
    }

    /** The same after the event at {@code position}: closed at {@code at} if nothing is owed any more. */
    Alert settled(long position, Instant at) {
        Instant closedAt = life.closedAt();
        if (closedAt == null && state() == AlertState.NORMAL) {
            closedAt = at;
        }
        return new Alert(id, key, subject, value, extreme, evidence, life.closed(closedAt), marks, position, traits);
    }
}
