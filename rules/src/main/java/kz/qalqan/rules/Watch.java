package kz.qalqan.rules;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.telemetry.LinkChange;

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
    /** How long after start or link-up a sensor may take before it counts as never seen. */
    static final long COMMISSIONING_MICROS = 120_000_000;

    /**
     * How long a link may be down before it is lost: each start and each change of connection passes through down, and
     * the broker keeps what comes meanwhile.
     */
    static final long LINK_LOST_MICROS = 10_000_000;

    private final Kernel kernel;
    /** Fewest sensors whose common silence is their gateway's. */
    private static final int DARK_SENSORS_MIN = 2;

    private final Map<String, SiteFlag> zones = new TreeMap<>();
    final SiteFlag linkDown = new SiteFlag("link-down");
    final SiteFlag neverSeen = new SiteFlag("never-seen");

    /** Links that drain a backlog, or are down. */
    final TreeSet<String> notUp = new TreeSet<>();

    /** When a link that went down counts as lost; none while all are up, or it is said already. */
    long linkDue = Condition.NONE;

    long silenceDue = Condition.NONE;
    long commissionDue = Condition.NONE;

    Watch(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return Math.min(linkDue, Math.min(silenceDue, commissionDue));
    }

    void pass(long at) {
        if (linkDue <= at) {
            linkDue = Condition.NONE;
            lost(true);
        }
        if (silenceDue <= at) {
            scan(at);
        }
        if (commissionDue <= at) {
            commissionDue = Condition.NONE;
            kernel.mine.sensors().forEach(sensor -> await(sensor, at));
            neverSeen(!kernel.mine.missing().isEmpty());
        }
    }

    /** A sensor that never spoke is missing after two minutes, a slow one after more than three of its periods. */
    private void await(SensorState sensor, long at) {
        if (sensor.lastSeen != SensorState.NEVER || sensor.missing) {
            return;
        }
        long due = sensor.heardAt + Math.max(COMMISSIONING_MICROS, sensor.silenceAfterMicros);
        sensor.missing = due <= at;
        if (!sensor.missing) {
            commissionDue = Math.min(commissionDue, due);
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

    /** A sensor fell silent or speaks: whether its zone is dark now. */
    void zone(String zone) {
        int heard = 0;
        int silent = 0;
        for (SensorState sensor : kernel.mine.sensors()) {
            if (sensor.sensor.zone().equals(zone) && sensor.place.isSafety() && sensor.lastSeen != SensorState.NEVER) {
                heard++;
                silent += sensor.silent.active ? 1 : 0;
            }
        }
        boolean dark = heard >= DARK_SENSORS_MIN && silent == heard;
        if (zones.computeIfAbsent(zone, SiteFlag::darkZone).set(dark, kernel.session)) {
            kernel.siteFlipped();
        }
    }

    /** A sensor speaks for the first time, or again. */
    void heard(SensorState sensor) {
        silenceDue = notUp.isEmpty() ? Math.min(silenceDue, sensor.heardAt + sensor.silenceAfterMicros) : silenceDue;
        zone(sensor.sensor.zone());
        if (sensor.missing) {
            sensor.missing = false;
            neverSeen(!kernel.mine.missing().isEmpty());
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
            if (sensor.lastSeen == SensorState.NEVER) {
                sensor.heardAt = at;
            } else if (!sensor.silent.active) {
                sensor.heardAt = at;
                silenceDue = Math.min(silenceDue, at + sensor.silenceAfterMicros);
            }
        }
        commissionDue = at + COMMISSIONING_MICROS;
    }

    void link(LinkChange change) {
        Map<String, String> down = kernel.mine.linksDown;
        switch (change.state()) {
            case DOWN -> {
                notUp.add(change.link());
                down.put(change.link(), change.reason());
            }
            case DRAINING -> {
                notUp.add(change.link());
                down.remove(change.link());
            }
            case UP -> {
                notUp.remove(change.link());
                down.remove(change.link());
            }
        }
        kernel.deafen();
        if (down.isEmpty()) {
            linkDue = Condition.NONE;
        } else if (linkDue == Condition.NONE && !linkDown.active()) {
            linkDue = kernel.now + LINK_LOST_MICROS;
        }
        if (notUp.isEmpty()) {
            lost(false);
        }
    }

    private void lost(boolean some) {
        if (linkDown.set(some, kernel.session)) {
            kernel.siteFlipped();
        }
    }
}
