package kz.qalqan.web.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * The last value of every sensor. Last is by time of measuring: a late reading never stands for a fresh one.
 *
 * <p>Threads: any.
 */
public final class LatestReadings {
    private final Map<SensorId, Reading> last = new ConcurrentHashMap<>();
    private final Set<SensorId> changed = ConcurrentHashMap.newKeySet();

    /** Starts from what is stored; never replaces what came live. */
    public void seed(Collection<Reading> stored) {
        stored.forEach(this::note);
    }

    /** Takes the readings of a journal entry; entries of other kinds are passed over. */
    public void accept(JournalEntry entry) {
        entry.content().visit(new Entry.Visitor() {
            @Override
            public void readings(ReadingBatch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    note(batch.reading(i, entry.receivedAt()));
                }
            }
        });
    }

    /** The later by time of measuring stays; at the same time what came later (a conflict shows its newest value). */
    private void note(Reading come) {
        last.compute(come.sensor(), (sensor, held) -> {
            if (held != null && time(come).isBefore(time(held))) {
                return held;
            }
            changed.add(sensor);
            return come;
        });
    }

    /** A sensor whose clock was once ahead must not look frozen afterwards: no reading counts as later than it came. */
    private static Instant time(Reading reading) {
        return reading.measuredAt().isAfter(reading.receivedAt()) ? reading.receivedAt() : reading.measuredAt();
    }

    /** The last reading of a sensor. */
    public Optional<Reading> of(SensorId sensor) {
        return Optional.ofNullable(last.get(sensor));
    }

    /** The last reading of every sensor that has one, by sensor. */
    public List<Reading> all() {
        return last.values().stream()
                .sorted((a, b) -> a.sensor().compareTo(b.sensor()))
                .toList();
    }

    /** The last readings of the sensors that changed since this was asked before. One caller only. */
    List<Reading> drain() {
        List<Reading> readings = new ArrayList<>();
        for (Iterator<SensorId> sensors = changed.iterator(); sensors.hasNext(); ) {
            SensorId sensor = sensors.next();
            sensors.remove();
            of(sensor).ifPresent(readings::add);
        }
        return readings;
    }
}
