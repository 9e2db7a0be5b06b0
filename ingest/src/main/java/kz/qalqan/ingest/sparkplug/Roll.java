package kz.qalqan.ingest.sparkplug;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who of a node and its devices was last said to be there, so that only changes are told: a rebirth repeats them all.
 * The node itself stands under the empty name.
 */
final class Roll {
    private final EdgeNode node;
    private final Listener listener;
    private final Map<String, Boolean> said = new HashMap<>();
    /** Devices that were there before the node's last birth and have not come again since. */
    private final Set<String> awaited = new HashSet<>();

    private Instant awaitedUntil = Instant.MAX;

    /** Who is told. */
    @FunctionalInterface
    interface Listener {
        void presence(Speaker speaker, boolean online, Instant at);
    }

    Roll(EdgeNode node, Listener listener) {
        this.node = node;
        this.listener = listener;
    }

    void on(String device, Instant at) {
        awaited.remove(device);
        say(device, true, at);
    }

    void off(String device, Instant at) {
        awaited.remove(device);
        say(device, false, at);
    }

    void allOff(Instant at) {
        List.copyOf(said.keySet()).forEach(device -> off(device, at));
        off("", at);
        awaitedUntil = Instant.MAX;
    }

    /** The node is born again: its devices must be, soon. */
    void reborn(Instant at) {
        said.forEach((device, online) -> {
            if (online && !device.isEmpty()) {
                awaited.add(device);
            }
        });
        awaitedUntil = awaited.isEmpty() ? Instant.MAX : at.plus(HostLimits.REBIRTH_EVERY);
    }

    /** Devices that did not come again are gone. */
    void tick(Instant now) {
        if (now.isBefore(awaitedUntil)) {
            return;
        }
        List.copyOf(awaited).forEach(device -> off(device, now));
        awaitedUntil = Instant.MAX;
    }

    private void say(String device, boolean online, Instant at) {
        boolean room = said.size() <= HostLimits.DEVICES_MAX || said.containsKey(device);
        if (room && !Boolean.valueOf(online).equals(said.put(device, online))) {
            listener.presence(new Speaker(node, device), online, at);
        }
    }
}
