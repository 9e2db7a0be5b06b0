package kz.qalqan.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Sensor.Bounds;
import kz.qalqan.telemetry.Sensor.Care;
import kz.qalqan.telemetry.Sensor.Role;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/** Reads the devices and sensors of a site. */
final class DeviceReader {
    private final String site;
    private final Map<String, Zone> zones;

    DeviceReader(String site, Map<String, Zone> zones) {
        this.site = site;
        this.zones = zones;
    }

    Device read(YamlValue item) {
        item.only("id", "zone", "label", "serial", "verified", "service-life-end", "via", "sensors");
        String id = SiteReader.name(item.require("id"), "device");
        if (id.equals("alerts")) {
            item.get("id").fault("'alerts' is a topic of ours and no device name");
        }
        YamlValue zone = item.require("zone");
        boolean known = zones.containsKey(zone.text());
        if (zone.present() && !known) {
            zone.fault("zone '" + zone.text() + "' does not exist");
        }
        String place = known ? zone.text() : "unnamed";
        return new Device(
                site,
                id,
                place,
                SiteReader.label(item.get("label"), id),
                item.get("serial").text(""),
                item.get("verified").day(),
                item.get("service-life-end").day(),
                sensors(item, id, place));
    }

    /** A gateway is spoken of beside zones, so it must not bear the name of one. */
    private String via(YamlValue value) {
        if (!value.present()) {
            return "";
        }
        if (zones.containsKey(value.text())) {
            value.fault("gateway '" + value.text() + "' bears the name of a zone");
        }
        return SiteReader.name(value, "gateway");
    }

    private List<Sensor> sensors(YamlValue item, String device, String zone) {
        String via = via(item.get("via"));
        Set<Quantity> seen = EnumSet.noneOf(Quantity.class);
        List<Sensor> sensors = new ArrayList<>();
        for (YamlValue value : item.require("sensors").list()) {
            Sensor sensor = sensor(value, new SensorPlace(device, zone, via));
            if (!seen.add(sensor.quantity())) {
                value.get("quantity").fault("quantity '" + sensor.quantity().code() + "' stands twice in " + device);
            }
            sensors.add(sensor);
        }
        if (sensors.isEmpty()) {
            item.get("sensors").fault("device '" + device + "' has no sensor");
        }
        return sensors;
    }

    private record SensorPlace(String device, String zone, String via) {}

    private static final String[] SENSOR_KEYS = {
        "quantity",
        "unit",
        "range",
        "valid",
        "sample-period",
        "t90",
        "role",
        "location",
        "cuts",
        "metres-from-face",
        "skin",
        "ambient",
        "calibration-due",
        "fault-codes"
    };

    private Sensor sensor(YamlValue value, SensorPlace place) {
        value.only(SENSOR_KEYS);
        Quantity quantity = value.require("quantity").convert(Quantity.CH4, Quantity::of);
        Bounds range = bounds(value.require("range"));
        Bounds valid = bounds(value.require("valid"));
        if (!valid.holds(range.min()) || !valid.holds(range.max())) {
            value.get("valid").fault("valid " + valid + " must contain range " + range);
        }
        Duration period = value.require("sample-period").duration(Duration.ofSeconds(1));
        if (period.isZero()) {
            value.get("sample-period").fault("must be above 0");
        }
        return new Sensor(
                new SensorId(site, place.device(), quantity),
                place.zone(),
                value.get("location").convert(location(place.zone()), LocationType::of),
                value.get("role").read(Role.REGISTERING, "registering, alarming or switching-off", DeviceReader::role),
                value.get("unit").text(quantity.unit()),
                range,
                valid,
                period,
                care(value, range),
                value.get("fault-codes").list().stream()
                        .map(code -> code.number(0))
                        .toList(),
                place.via());
    }

    private LocationType location(String zone) {
        Zone found = zones.get(zone);
        return found == null ? LocationType.SURFACE : found.location();
    }

    private static Care care(YamlValue value, Bounds range) {
        return new Care(
                value.get("t90").duration(Duration.ZERO),
                value.get("calibration-due").day(),
                value.get("cuts").list().stream().map(YamlValue::text).toList(),
                value.get("metres-from-face").present()
                        ? Double.valueOf(value.get("metres-from-face").number(0))
                        : null,
                value.get("skin").flag(false),
                ambient(value.get("ambient"), range));
    }

    private static @Nullable Double ambient(YamlValue value, Bounds range) {
        if (!value.present()) {
            return null;
        }
        double ambient = value.number(0);
        if (!range.holds(ambient)) {
            value.fault("ambient " + ambient + " must lie in the range " + range);
        }
        return ambient;
    }

    private static Role role(String text) {
        return Role.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Bounds bounds(YamlValue value) {
        List<YamlValue> pair = value.list();
        if (value.present() && pair.size() != 2) {
            value.fault("must be a pair [min, max]");
        }
        if (pair.size() != 2) {
            return new Bounds(0, 0);
        }
        double min = pair.get(0).number(0);
        double max = pair.get(1).number(0);
        if (min > max) {
            value.fault("min " + min + " exceeds max " + max);
            return new Bounds(max, min);
        }
        return new Bounds(min, max);
    }
}
