package kz.qalqan.alerts;

import java.time.Instant;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;

/** What a finding does to the contents of an open alert. Pure. */
final class Refreshed {
    private Refreshed() {}

    /** With what the finding says. A rise ends what people set beside it; a hold never weakens while it is open. */
    static Alert by(Alert alert, Finding finding) {
        boolean rises = finding.subject().priority().above(alert.priority());
        return contents(
                rises ? alert.with(alert.traits().withdrawn(null)) : alert,
                keepingHold(finding.subject(), alert.subject().hold()),
                finding,
                rises ? Alert.Marks.NONE : alert.marks());
    }

    /** With its condition gone: priority, words and evidence stay those of its raising. */
    static Alert returned(Alert alert, Finding finding, Instant at) {
        Finding.Subject was = alert.subject();
        Alert after = contents(alert, forItself(was, finding.subject().stale()), finding, alert.marks());
        Alert.Life life = latch(alert.life().returned(at), was.hold(), at);
        return new Alert(
                after.id(),
                after.key(),
                after.subject(),
                after.value(),
                after.extreme(),
                alert.evidence(),
                life,
                after.marks(),
                after.journal(),
                after.traits().turned(at));
    }

    /**
     * A latch asks for an answer after the return, whatever was answered before; a lock that was only ever suppressed
     * comes forth.
     */
    private static Alert.Life latch(Alert.Life life, Hold hold, Instant at) {
        if (hold == Hold.LATCHED && life.acknowledged() != null) {
            return life.answered(null).announced(at);
        }
        return hold != Hold.HELD && life.announcedAt() == null ? life.announced(at) : life;
    }

    /** Let go by a declaration: what is gone and free speaks for itself. */
    static Alert released(Alert alert, Instant at) {
        Finding.Subject subject = forItself(alert.subject(), alert.subject().stale());
        return new Alert(
                alert.id(),
                alert.key(),
                subject,
                alert.value(),
                alert.extreme(),
                alert.evidence(),
                alert.life().released(at),
                alert.marks(),
                alert.journal(),
                alert.traits());
    }

    private static Finding.Subject forItself(Finding.Subject was, boolean stale) {
        return new Finding.Subject(
                was.zone(), was.sensor(), was.priority(), was.hold(), null, stale, was.text(), was.action());
    }

    /** Asking for an answer again, with nothing set beside it. */
    static Alert asking(Alert alert, Instant at) {
        Alert bare = alert.with(Alert.Marks.NONE).with(alert.traits().withdrawn(null));
        Alert.Life life = alert.life().answered(null);
        return bare.with(alert.subject().suppressedBy() == null ? life.announced(at) : life);
    }

    private static Alert contents(Alert alert, Finding.Subject subject, Finding finding, Alert.Marks marks) {
        Evidence evidence = finding.evidence();
        return new Alert(
                alert.id(),
                alert.key(),
                subject,
                finding.value(),
                extreme(alert, finding.value().value()),
                evidence,
                alert.life(),
                marks,
                alert.journal(),
                alert.traits());
    }

    private static Finding.Subject keepingHold(Finding.Subject now, Hold before) {
        Hold hold = now.hold().compareTo(before) >= 0 ? now.hold() : before;
        return new Finding.Subject(
                now.zone(),
                now.sensor(),
                now.priority(),
                hold,
                now.suppressedBy(),
                now.stale(),
                now.text(),
                now.action());
    }

    /** Farthest beyond the limit, on the side on which it was crossed. */
    private static double extreme(Alert alert, double now) {
        double before = alert.extreme();
        if (Double.isNaN(before) || Double.isNaN(now)) {
            return Double.isNaN(before) ? now : before;
        }
        return before >= alert.value().limit() ? Math.max(before, now) : Math.min(before, now);
    }
}
