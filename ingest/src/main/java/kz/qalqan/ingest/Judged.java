package kz.qalqan.ingest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.UnknownGas;

/**
 * What became of the values of one message.
 *
 * <p>Threads: the ingest thread only.
 */
final class Judged {
    private final List<Accepted> accepted = new ArrayList<>();
    private final Map<String, Integer> duplicates = new LinkedHashMap<>();
    private final Map<Heap, Refused> refused = new LinkedHashMap<>();
    private final Map<Heap, Refused> listed = new LinkedHashMap<>();
    private final List<Gas> gas = new ArrayList<>();

    /**
     * A reading.
     *
     * @param sensor which sensor
     * @param micros when measured, epoch microseconds
     * @param value in the canonical unit
     * @param quality its marks
     * @param elsewhere the zone of the topic when it is not the plan's; empty otherwise
     */
    record Accepted(SensorId sensor, long micros, double value, int quality, String elsewhere) {}

    /**
     * Gas of a sender the plan does not know.
     *
     * @param site whose journal takes it
     * @param said what it said
     */
    record Gas(String site, UnknownGas said) {}

    /**
     * Refused values of one message that go into one entry.
     *
     * @param site whose journal takes them
     * @param reason why
     */
    record Heap(String site, QuarantineReason reason) {}

    /**
     * Which values, and what was wrong with the first of them.
     *
     * @param places places in the message, from 1
     * @param detail of the first
     */
    record Refused(BitSet places, String detail) {}

    void accept(Accepted reading) {
        accepted.add(reading);
    }

    void gas(Gas said) {
        gas.add(said);
    }

    List<Gas> gas() {
        return gas;
    }

    void duplicate(String site) {
        duplicates.merge(site, 1, Integer::sum);
    }

    void refuse(int place, Heap heap, String detail) {
        refused.computeIfAbsent(heap, h -> new Refused(new BitSet(), detail))
                .places()
                .set(place);
    }

    /** An accepted value that is listed in quarantine as well. */
    void list(int place, Heap heap, String detail) {
        listed.computeIfAbsent(heap, h -> new Refused(new BitSet(), detail))
                .places()
                .set(place);
    }

    List<Accepted> accepted() {
        return accepted;
    }

    Map<String, Integer> duplicates() {
        return duplicates;
    }

    Map<Heap, Refused> refused() {
        return refused;
    }

    Map<Heap, Refused> listed() {
        return listed;
    }
}
