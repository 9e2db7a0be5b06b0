package kz.qalqan.rules;

import java.util.Map;
import java.util.TreeSet;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Reading;

/**
 * Who is silent, and whether we could hear them at all.
 *
 * <p>A sensor is silent after more than three sample periods without a live reading, thirty seconds at least. Nobody is
 * silent while a link is down or drains its backlog; when it is up again, everybody's clock starts anew. The sensors
 * are scanned only when the earliest of them could be due, so that a reading pays nothing for it.
 *
 * <p>Threads: the judgement thread only.
 */
final class Watch {
    static final long ABSURD_AHEAD_MICROS = Reading.ABSURD_AHEAD.toNanos() / 1000;

    /** How long after start or link-up a sensor may take before it counts as never seen. */
    static final long COMMISSIONING_MICROS = 120_000_000;

    private final Kernel kernel;
    final SiteFlag linkDown = new SiteFlag("link-down");
    final SiteFlag neverSeen = new SiteFlag("never-seen");

    /** Links that drain a backlog, or are down. */
    final TreeSet<String> notUp = new TreeSet<>();

    long silenceDue = Condition.NONE;
    long commissionDue = Condition.NONE;

    Watch(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return Math.min(silenceDue, commissionDue);
    }

    void pass(long at) {
        if (silenceDue <= at) {
            scan(at);
        }
        if (commissionDue <= at) {
            commissionDue = Condition.NONE;
            neverSeen(!kernel.mine.neverSeen().isEmpty());
        }
    }

    private void scan(long at) {
        long next = Condition.NONE;
        for (SensorState sensor : kernel.mine.sensors()) {
            if (sensor.lastSeen == SensorState.NEVER || sensor.silent.active) {
                continue;
            }
            long due = sensor.heardAt + sensor.silenceAfterMicros;
            if (due <= at) {
                kernel.freeze(sensor);
                sensor.silent.active = true;
                kernel.flipped(sensor.silent);
            } else {
                next = Math.min(next, due);
            }
        }
        silenceDue = next;
    }

    /** A sensor speaks for the first time, or again. */
    void heard(SensorState sensor) {
        silenceDue = notUp.isEmpty() ? Math.min(silenceDue, sensor.heardAt + sensor.silenceAfterMicros) : silenceDue;
        if (neverSeen.active() && kernel.mine.neverSeen().isEmpty()) {
            neverSeen(false);
        }
    }

    private void neverSeen(boolean some) {
        if (neverSeen.set(some, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    /** Everybody's clock starts at {@code at}. */
    void restart(long at) {
        silenceDue = Condition.NONE;
        commissionDue = Condition.NONE;
        if (!notUp.isEmpty()) {
            return;
        }
        for (SensorState sensor : kernel.mine.sensors()) {
            if (sensor.lastSeen != SensorState.NEVER && !sensor.silent.active) {
                sensor.heardAt = at;
                silenceDue = Math.min(silenceDue, at + sensor.silenceAfterMicros);
            }
        }
        if (!neverSeen.active()) {
            commissionDue = at + COMMISSIONING_MICROS;
        }
    }

    void link(LinkChange change) {
        Map<String, String> down = kernel.mine.linksDown;
        switch (change.state()) {
            case DOWN -> {
                notUp.add(change.link());
                down.put(change.link(), change.reason());
            }
            case DRAINING -> notUp.add(change.link());
            case UP -> {
                notUp.remove(change.link());
                down.remove(change.link());
            }
        }
        kernel.deafen();
        if (linkDown.set(!down.isEmpty(), kernel.session)) {
            kernel.siteFlipped();
        }
    }
}
