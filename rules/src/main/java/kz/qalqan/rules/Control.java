package kz.qalqan.rules;

import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of entry does to the engine.
 *
 * <p>Threads: the judgement thread only.
 */
final class Control implements Entry.Visitor {
    private final Kernel kernel;
    private final ChangeLog changes;
    private boolean shows;
    private boolean carried;

    Control(Kernel kernel, ChangeLog changes) {
        this.kernel = kernel;
        this.changes = changes;
    }

    /** Applies an entry whose time has come; true when what the engine shows changed. */
    boolean apply(JournalEntry entry) {
        shows = false;
        entry.content().visit(this);
        return shows;
    }

    /** Applies an entry from before the first segment there is: what it caused is not judged again, but holds. */
    boolean carry(JournalEntry entry) {
        carried = true;
        try {
            return apply(entry);
        } finally {
            carried = false;
        }
    }

    /** Who judged the entries before knows its locks; who cannot, because they are gone, is told of them so. */
    @Override
    public void lockHeld(LockHeld lock) {
        if (carried && lock.held()) {
            OpenFinding.Told told =
                    new OpenFinding.Told(false, true, lock.level(), lock.rule(), lock.priority(), null, false, 0);
            kernel.book.told(lock.key(), lock.sensor(), told);
        }
    }

    @Override
    public void readings(ReadingBatch batch) {
        kernel.readings(batch);
    }

    @Override
    public void linkChange(LinkChange change) {
        kernel.watch.link(change);
    }

    @Override
    public void deviceStatus(DeviceStatus status) {
        SensorState lead = kernel.mine.lead(status.device());
        if (lead != null) {
            kernel.status(lead, status.online());
        }
    }

    @Override
    public void unknownGas(UnknownGas gas) {
        kernel.unknownGas(gas);
    }

    @Override
    public void declaration(Declaration declaration) {
        kernel.declared.take(declaration);
        kernel.duties.take(declaration);
        String rule =
                switch (declaration.type()) {
                    case RESTORE -> "ch4-cut";
                    case BUMP_TEST -> "ch4-over-range";
                    default -> "";
                };
        for (SensorState state : kernel.mine.concerned(declaration.zone(), declaration.sensor())) {
            OpenFinding locked = kernel.book.find(FindingKey.of(rule, state.sensor.id()));
            if (locked != null) {
                release(locked, state, declaration);
            }
        }
    }

    /** Releases a lock when the value allows it; says why on the finding when it does not. */
    private void release(OpenFinding locked, SensorState state, Declaration declaration) {
        Condition condition = state.condition(locked.key.rule(), "alarm");
        Map<String, String> words = new TreeMap<>(declaration.details());
        words.put("declared", declaration.type().word() + " by " + declaration.by());
        String refusal =
                locked.key.rule().equals("ch4-over-range") ? untested(state, condition) : refusal(state, condition);
        if (!refusal.isEmpty()) {
            words.put("refused", refusal);
            kernel.book.remark(locked, kernel.writer, words, kernel.out());
            return;
        }
        if (condition != null && condition.active) {
            condition.end(kernel.pending);
            kernel.flipped(condition);
            kernel.fire();
        }
        kernel.book.release(locked, kernel.writer, words, kernel.out());
        kernel.siteFlipped();
    }

    private static String refusal(SensorState state, @Nullable Condition condition) {
        if (state.distrusted()) {
            return "the sensor is " + state.trust().word() + ": its value does not show that the place is safe";
        }
        if (state.testing) {
            return "the sensor is being calibrated: its value is that of the test gas";
        }
        return beyond(state, condition);
    }

    /** The bump test is what tells a sensor that was beyond its range from a blind one. */
    private static String untested(SensorState state, @Nullable Condition condition) {
        return state.trust() == Trust.OVER_RANGED || !state.distrusted()
                ? beyond(state, condition)
                : refusal(state, condition);
    }

    private static String beyond(SensorState state, @Nullable Condition condition) {
        if (!state.counting) {
            return "the sensor has not spoken since the link was lost or the service was away";
        }
        if (condition != null && (condition.holds() || !condition.gone(state.value))) {
            return state.value + " " + state.sensor.quantity().unit() + " is not below the restore level of "
                    + condition.off();
        }
        return "";
    }

    @Override
    public void limitChange(LimitChange change) {
        Limit before = kernel.mine.limits().current(change.limit());
        LimitPolicy.Verdict verdict = changes.change(kernel.mine.limits(), change, kernel.writer.now());
        Limit after = kernel.mine.limits().current(change.limit());
        if (verdict.passes() && after != null) {
            shows = true;
            kernel.limitChanged(after);
        }
        Map<String, String> words = new TreeMap<>();
        words.put("limit-id", change.limit());
        words.put("verdict", verdict.words());
        words.put("author", change.author());
        words.put("reason", change.reason());
        words.put("proposal", change.proposal());
        kernel.writer.changed(before, after, verdict, words, kernel.out());
    }
}
