package kz.qalqan.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Shift;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Workplace;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/** A mine of two zones and its history, for tests: shifts of eight hours in Almaty, three sensors. */
final class Mine implements ReadingQuery {
    static final String ID = "karaganda-1";
    /** A shift: 08:00 to 16:00 in Almaty. */
    static final Instant FROM = Instant.parse("2026-11-20T03:00:00Z");

    static final Instant TO = Instant.parse("2026-11-20T11:00:00Z");
    static final Shift SHIFT = new Shift(FROM, TO, false);

    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<SensorId, List<Reading>> readings = new LinkedHashMap<>();

    Mine sensor(String device, String zone, Quantity quantity) {
        return sensor(device, zone, quantity, null);
    }

    Mine sensor(String device, String zone, Quantity quantity, @Nullable LocalDate calibrationDue) {
        Sensor sensor = new Sensor(
                new SensorId(ID, device, quantity),
                zone,
                LocationType.FACE,
                Sensor.Role.REGISTERING,
                quantity.unit(),
                new Sensor.Bounds(-1_000, 1_000),
                new Sensor.Bounds(-1_000, 1_000),
                Duration.ofSeconds(30),
                Sensor.Care.due(calibrationDue));
        devices.put(device, new Device(ID, device, zone, Texts.same(device), "", null, null, List.of(sensor)));
        return this;
    }

    Site site() {
        return site("Asia/Almaty", "00:00", "08:00", "16:00");
    }

    Site site(String zone, String... starts) {
        Map<String, Zone> zones = new LinkedHashMap<>();
        for (String id : new String[] {"face-3", "drift-3"}) {
            zones.put(id, new Zone(ID, id, LocationType.FACE, id, List.of(), Texts.same(id)));
        }
        List<LocalTime> times = Arrays.stream(starts).map(LocalTime::parse).toList();
        return new Site(
                ID, Texts.same(ID), "", ZoneId.of(zone), times, zones, Map.copyOf(devices), Map.of(), List.of());
    }

    static Workplace workplace(double shareAtFace) {
        List<Workplace.Stay> stays = shareAtFace == 1
                ? List.of(new Workplace.Stay("face-3", 1))
                : List.of(new Workplace.Stay("face-3", shareAtFace), new Workplace.Stay("drift-3", 1 - shareAtFace));
        return new Workplace(ID, "shearer-operator", Texts.same("Shearer operator"), "Qarmet", 2, stays, 4.0);
    }

    /** One reading in the middle of each minute of a part of the shift, the value by minute. */
    Mine measured(String device, int fromMinute, int toMinute, IntToDoubleFunction value) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            reading(device, FROM.plusSeconds(minute * 60L + 30), value.applyAsDouble(minute), Quality.GOOD);
        }
        return this;
    }

    Mine measured(String device, double value) {
        return measured(device, 0, 480, minute -> value);
    }

    void reading(String device, Instant at, double value, Quality quality) {
        Device of = devices.get(device);
        if (of == null) {
            throw new IllegalArgumentException(device);
        }
        SensorId id = of.sensors().get(0).id();
        readings.computeIfAbsent(id, i -> new ArrayList<>()).add(new Reading(id, at, at, value, quality));
    }

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        List<Reading> found = readings.getOrDefault(sensor, List.of()).stream()
                .filter(r -> !r.measuredAt().isBefore(from) && r.measuredAt().isBefore(to))
                .toList();
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        throw new UnsupportedOperationException("the index needs every reading: a mean of levels is no mean of energy");
    }

    @Override
    public List<Reading> latest(String site) {
        return List.of();
    }
}
