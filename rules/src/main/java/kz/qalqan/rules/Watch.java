package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.SensorId;

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

    /** Sensors of a dead gateway sent their last within this time; a sensor of a longer period proves nothing by it. */
    private static final long TOGETHER_MICROS = 10_000_000;

    private final Map<String, Group> zones = new TreeMap<>();
    private final Map<String, Group> gateways = new TreeMap<>();
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

    /** A sensor falls silent or speaks: whether the link of its gateway or zone is lost now. */
    void moved(SensorState sensor) {
        Group gateway = gateways().get(sensor.place.getVia());
        if (gateway != null && gateway.flag.set(gateway.dark(), kernel.session)) {
            kernel.siteFlipped();
            gateway.zones().forEach(this::zone);
            kernel.votes.look();
        }
        zone(sensor.sensor.zone());
    }

    /** Looks at every gateway and zone, after a start. */
    void look() {
        gateways().values().forEach(gateway -> gateway.flag.set(gateway.dark(), kernel.session));
        List.copyOf(zones.keySet()).forEach(this::zone);
    }

    /** Which gateways and zones are dark: they are looked at when a sensor falls silent or speaks, and only then. */
    void save(DataOutputStream out) throws IOException {
        for (Map<String, Group> groups : List.of(gateways(), zones)) {
            out.writeInt(groups.size());
            for (Map.Entry<String, Group> group : groups.entrySet()) {
                out.writeUTF(group.getKey());
                out.writeBoolean(group.getValue().flag.active());
            }
        }
        List<SensorState> dark =
                kernel.mine.sensors().stream().filter(sensor -> sensor.dark).toList();
        out.writeInt(dark.size());
        for (SensorState sensor : dark) {
            out.writeUTF(sensor.sensor.id().toString());
        }
    }

    /** Takes back what {@link #save} kept; a group that is new stays as it was looked at. */
    void load(DataInputStream in) throws IOException {
        for (Map<String, Group> groups : List.of(gateways(), zones)) {
            for (int i = in.readInt(); i > 0; i--) {
                Group group = groups.get(in.readUTF());
                boolean dark = in.readBoolean();
                if (group != null) {
                    group.flag.set(dark, kernel.session);
                    group.safety.forEach(sensor -> sensor.dark = false);
                }
            }
        }
        for (int i = in.readInt(); i > 0; i--) {
            SensorState sensor = kernel.mine.find(SensorId.parse(in.readUTF()));
            if (sensor != null) {
                sensor.dark = true;
            }
        }
    }

    /** A dark zone whose silent sensors all hang on lost gateways is told by these. */
    private void zone(String name) {
        gateways();
        Group zone = zones.get(name);
        if (zone == null) {
            return;
        }
        boolean dark = zone.dark() && !zone.heard().allMatch(this::behindLostGateway);
        if (zone.flag.set(dark, kernel.session)) {
            kernel.siteFlipped();
        }
        for (SensorState sensor : zone.safety) {
            boolean before = sensor.dark;
            sensor.dark = dark || behindLostGateway(sensor);
            if (sensor.dark != before) {
                kernel.votes.moved(sensor);
            }
        }
    }

    private boolean behindLostGateway(SensorState sensor) {
        Group gateway = gateways.get(sensor.place.getVia());
        return gateway != null && gateway.flag.active();
    }

    /** The groups by gateway; made when first needed, because the sensors are not there before. */
    private Map<String, Group> gateways() {
        if (zones.isEmpty()) {
            for (SensorState sensor : kernel.mine.sensors()) {
                if (sensor.place.isSafety()) {
                    String zone = sensor.sensor.zone();
                    zones.computeIfAbsent(zone, z -> new Group(SiteFlag.darkZone(z)))
                            .safety
                            .add(sensor);
                    String via = sensor.place.getVia();
                    if (!via.isEmpty()) {
                        gateways.computeIfAbsent(via, g -> new Group(SiteFlag.darkGateway(g)))
                                .safety
                                .add(sensor);
                    }
                }
            }
        }
        return gateways;
    }

    /** Safety sensors that one fault can silence. */
    private static final class Group {
        private final SiteFlag flag;
        private final List<SensorState> safety = new ArrayList<>();

        Group(SiteFlag flag) {
            this.flag = flag;
        }

        Stream<SensorState> heard() {
            return safety.stream().filter(sensor -> sensor.lastSeen != SensorState.NEVER);
        }

        Set<String> zones() {
            Set<String> zones = new TreeSet<>();
            safety.forEach(sensor -> zones.add(sensor.sensor.zone()));
            return zones;
        }

        /** Whether one is silent, and each that ever spoke is silent too or stopped at the same time. */
        boolean dark() {
            int heard = 0;
            long stopped = SensorState.NEVER;
            for (SensorState sensor : safety) {
                heard += sensor.lastSeen == SensorState.NEVER ? 0 : 1;
                stopped = sensor.silent.active ? Math.max(stopped, sensor.heardAt) : stopped;
            }
            if (heard < DARK_SENSORS_MIN || stopped == SensorState.NEVER) {
                return false;
            }
            for (SensorState sensor : safety) {
                if (sensor.lastSeen != SensorState.NEVER && !sensor.silent.active && !stoppedWith(sensor, stopped)) {
                    return false;
                }
            }
            return true;
        }

        /** A slow sensor may well speak yet: it counts when it is silent itself. */
        private static boolean stoppedWith(SensorState sensor, long stopped) {
            return sensor.heardAt <= stopped + TOGETHER_MICROS
                    && sensor.sensor.samplePeriod().toNanos() / 1000 <= TOGETHER_MICROS;
        }
    }

    /** A sensor speaks for the first time, or again. */
    void heard(SensorState sensor) {
        silenceDue = notUp.isEmpty() ? Math.min(silenceDue, sensor.heardAt + sensor.silenceAfterMicros) : silenceDue;
        moved(sensor);
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
                if (!change.reason().equals(down.put(change.link(), change.reason()))) {
                    anotherReason();
                }
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

    /** The operator reads on the open alert why the link is down now: the cable, or a refused password. */
    private void anotherReason() {
        OpenFinding said = kernel.book.find(FindingKey.of(kernel.mine.site().id(), "link-lost", FindingKey.WHOLE_SITE));
        if (said != null && linkDown.active()) {
            kernel.book.remark(said, kernel.writer, Map.of(), kernel.out());
        }
    }

    private void lost(boolean some) {
        if (linkDown.set(some, kernel.session)) {
            kernel.siteFlipped();
        }
    }
}
