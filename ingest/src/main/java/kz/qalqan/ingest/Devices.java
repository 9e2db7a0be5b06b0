package kz.qalqan.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.telemetry.Intake.DeviceCounts;

/**
 * The watches of all devices of the plan that were heard. The plan bounds their number: a stranger has none.
 *
 * <p>Threads: the ingest thread writes; {@link #counts} any.
 */
final class Devices {
    private final IngestMetrics metrics;
    private final Map<String, Map<String, DeviceWatch>> sites = new ConcurrentHashMap<>();

    Devices(IngestMetrics metrics) {
        this.metrics = metrics;
    }

    DeviceWatch of(String site, String device) {
        Map<String, DeviceWatch> devices = sites.computeIfAbsent(site, s -> new ConcurrentHashMap<>());
        DeviceWatch known = devices.get(device);
        return known == null ? devices.computeIfAbsent(device, d -> new DeviceWatch(site, d, metrics)) : known;
    }

    List<DeviceCounts> counts(Instant now) {
        return sites.values().stream()
                .flatMap(devices -> devices.values().stream())
                .map(watch -> watch.counts(now))
                .toList();
    }
}
