package kz.qalqan.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.ServiceStart;

/**
 * The entries that still hold after others, so that nobody needs what was before them: the last plan, start of the
 * service (with its rule pack), own rules and those refused since, state of each link and device, each lock that holds;
 * every change of a limit; the last declaration of each kind and place, and those whose end has not come.
 *
 * <p>All changes of limits stay, because which of them passed is for the rules to say: each is judged after the ones
 * before it. Declarations that act at one moment on what is open then (restore, bump test, portable reading) are not
 * kept: what they did is in the alerts, and what they released is no longer among the locks.
 *
 * <p>Threads: one at a time.
 */
final class ControlState {
    /** Most changes of limits that are carried on; the oldest go first, loudly. A mine makes some a day. */
    static final int LIMIT_CHANGES_MAX = 20_000;

    private static final Set<Declaration.Type> MOMENTS =
            Set.of(Declaration.Type.RESTORE, Declaration.Type.BUMP_TEST, Declaration.Type.PORTABLE_READING);

    private static final Object REFUSED = List.of(OwnRules.class, "refused");

    private final Map<Object, JournalEntry> last = new LinkedHashMap<>();
    private final List<JournalEntry> limitChanges = new ArrayList<>();
    private final List<JournalEntry> running = new ArrayList<>();

    /** Whether entries of this type can be in force. */
    static boolean concerns(RecordType type) {
        return switch (type) {
            case LIMIT_CHANGE,
                    DECLARATION,
                    LINK_CHANGE,
                    DEVICE_STATUS,
                    SERVICE_START,
                    PLAN_IN_FORCE,
                    OWN_RULES,
                    LOCK_HELD -> true;
            case SENSORS, READINGS, QUARANTINED, TICK, CLOCK_STEP, UNKNOWN_GAS -> false;
        };
    }

    /** Takes the next entry; one that controls nothing is passed over. */
    void take(JournalEntry entry) {
        entry.content().visit(new Taking(entry));
    }

    /** What one entry does to what is in force. */
    private final class Taking implements Entry.Visitor {
        private final JournalEntry entry;

        Taking(JournalEntry entry) {
            this.entry = entry;
        }

        @Override
        public void limitChange(LimitChange change) {
            limitChanges.add(entry);
        }

        @Override
        public void declaration(Declaration declaration) {
            declared(entry, declaration);
        }

        @Override
        public void linkChange(LinkChange change) {
            last.put(List.of(LinkChange.class, change.link()), entry);
        }

        @Override
        public void deviceStatus(DeviceStatus status) {
            last.put(List.of(DeviceStatus.class, status.zone(), status.device()), entry);
        }

        @Override
        public void serviceStart(ServiceStart start) {
            last.put(ServiceStart.class, entry);
        }

        @Override
        public void planInForce(PlanInForce plan) {
            last.put(PlanInForce.class, entry);
        }

        @Override
        public void ownRules(OwnRules rules) {
            if (!rules.refused()) {
                last.remove(REFUSED);
            }
            last.put(rules.refused() ? REFUSED : OwnRules.class, entry);
        }

        @Override
        public void lockHeld(LockHeld lock) {
            Object place = List.of(LockHeld.class, lock.key());
            if (lock.held()) {
                last.put(place, entry);
            } else {
                last.remove(place);
            }
        }
    }

    private void declared(JournalEntry entry, Declaration declaration) {
        if (MOMENTS.contains(declaration.type())) {
            return;
        }
        String place = declaration.zone() + " " + declaration.sensor();
        JournalEntry before = last.put(List.of(declaration.type(), place), entry);
        if (before != null && ((Declaration) before.content()).until() != null) {
            running.add(before);
        }
    }

    /** Those in force at a time, each with its own position and time, in their order. */
    List<JournalEntry> inForce(Instant at) {
        for (Iterator<JournalEntry> each = running.iterator(); each.hasNext(); ) {
            Instant until = ((Declaration) each.next().content()).until();
            if (until == null || until.isBefore(at)) {
                each.remove();
            }
        }
        List<JournalEntry> found = new ArrayList<>(last.values());
        found.addAll(running);
        found.addAll(limitChanges.subList(Math.max(0, limitChanges.size() - LIMIT_CHANGES_MAX), limitChanges.size()));
        found.sort(Comparator.comparingLong(JournalEntry::position));
        return found;
    }

    /** Number of changes of limits that are too many to carry on. */
    int limitChangesLost() {
        return Math.max(0, limitChanges.size() - LIMIT_CHANGES_MAX);
    }
}
