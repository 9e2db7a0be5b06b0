package kz.qalqan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.qalqan.history.StoreFault;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.SensorId;

/** A history in memory that can be out. */
final class StoredReadings implements ReadingQuery {
    final List<Reading> readings = new CopyOnWriteArrayList<>();
    volatile boolean out;

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        if (out) {
            throw new StoreFault("the disk is away");
        }
        List<Reading> found = readings.stream()
                .filter(reading -> reading.sensor().equals(sensor))
                .filter(reading -> !reading.measuredAt().isBefore(from)
                        && reading.measuredAt().isBefore(to))
                .toList();
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        return raw(sensor, from, to, POINTS_MAX).stream()
                .map(reading -> new Point(reading.measuredAt(), reading.value(), reading.value(), reading.value(), 1))
                .toList();
    }

    @Override
    public List<Reading> latest(String site) {
        return List.copyOf(readings);
    }
}
