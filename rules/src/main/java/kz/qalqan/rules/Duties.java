package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import kz.qalqan.telemetry.Declaration;

/**
 * What falls due by clock and calendar and not by a reading: readings of wells, calibrations, starts of panels, ends of
 * bypasses.
 *
 * <p>Threads: the judgement thread only.
 */
final class Duties {
    private final Unread unread;
    private final DueDays dueDays;
    private final Bypasses bypasses;

    Duties(Kernel kernel) {
        unread = new Unread(kernel);
        dueDays = new DueDays(kernel);
        bypasses = new Bypasses(kernel);
    }

    long due() {
        return Math.min(unread.due(), Math.min(dueDays.due(), bypasses.due()));
    }

    /** Lets time pass. */
    void pass(long at) {
        unread.pass(at);
        dueDays.pass(at);
        bypasses.pass(at);
    }

    /** The ears came back at {@code at}. */
    void restart(long at) {
        unread.restart(at);
    }

    /** A limit has another version. */
    void limitChanged() {
        unread.look();
    }

    void take(Declaration declaration) {
        dueDays.take(declaration);
        bypasses.take(declaration);
    }

    void save(DataOutputStream out) throws IOException {
        unread.save(out);
        dueDays.save(out);
        bypasses.save(out);
    }

    void load(DataInputStream in) throws IOException {
        unread.load(in);
        dueDays.load(in);
        bypasses.load(in);
    }
}
