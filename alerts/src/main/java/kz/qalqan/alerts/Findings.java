package kz.qalqan.alerts;

import java.util.Optional;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;

/**
 * Which event a finding becomes. What a finding says wins over what the book believes: a finding "still true" without a
 * live alert raises one, a finding "raised" for a live one only changes it, and a return of nothing is nothing.
 */
final class Findings {
    private Findings() {}

    static void apply(Draft draft, Finding finding, long position) {
        switch (finding.change()) {
            case RAISED, CHANGED -> present(draft, finding, position);
            case RETURNED ->
                live(draft, finding)
                        .filter(Alert::active)
                        .ifPresent(alert -> change(draft, alert, finding, position, new AlertChange.Returned(finding)));
            case RELEASED ->
                live(draft, finding)
                        .filter(alert -> alert.active() || alert.locked())
                        .ifPresent(alert -> change(draft, alert, finding, position, new AlertChange.Released(finding)));
            case LATE_OCCURRENCE ->
                draft.raise(finding.key(), finding.at(), position, new AlertChange.RaisedLate(finding));
        }
    }

    private static void present(Draft draft, Finding finding, long position) {
        Optional<Alert> live = live(draft, finding);
        if (live.isEmpty()) {
            draft.raise(finding.key(), finding.at(), position, new AlertChange.Raised(finding, draft.causeOf(finding)));
            return;
        }
        Alert alert = live.get();
        boolean stillLocked =
                finding.change() == Finding.Change.CHANGED && alert.subject().hold() == Hold.LOCKED;
        AlertChange change =
                alert.active() || stillLocked ? new AlertChange.Changed(finding) : new AlertChange.RaisedAgain(finding);
        change(draft, alert, finding, position, change);
    }

    private static void change(Draft draft, Alert alert, Finding finding, long position, AlertChange change) {
        draft.change(alert, finding.at(), position, change);
    }

    private static Optional<Alert> live(Draft draft, Finding finding) {
        return draft.live(finding.key());
    }
}
