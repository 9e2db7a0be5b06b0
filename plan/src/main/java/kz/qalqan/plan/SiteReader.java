package kz.qalqan.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.LimitOverride;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Names;
import kz.qalqan.telemetry.Panel;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.WorkCategory;
import kz.qalqan.telemetry.Workplace;
import kz.qalqan.telemetry.Workplace.Stay;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/** Reads one site of a plan and checks that its parts fit together. */
final class SiteReader {
    /** How far the shares of a workplace may miss 1: rounding of a hand-written plan. */
    private static final double SHARE_TOLERANCE = 0.001;

    private final YamlValue value;
    private final String site;
    private final Map<String, Zone> zones = new LinkedHashMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Workplace> workplaces = new LinkedHashMap<>();

    SiteReader(YamlValue value) {
        this.value =
                value.only("id", "label", "preset", "time-zone", "shifts", "zones", "devices", "workplaces", "limits");
        this.site = name(value.require("id"), "site");
    }

    Site read() {
        ZoneId timeZone =
                value.require("time-zone").read(ZoneId.of("UTC"), "a time zone such as Asia/Almaty", ZoneId::of);
        List<LocalTime> shifts = shifts(value.require("shifts"));
        value.require("zones").list().forEach(this::zone);
        checkAirflow();
        DeviceReader reader = new DeviceReader(site, zones);
        for (YamlValue item : value.require("devices").list()) {
            Device device = reader.read(item);
            if (devices.put(device.id(), device) != null) {
                item.get("id").fault("device '" + device.id() + "' stands twice");
            }
        }
        checkCuts();
        checkPanels();
        value.get("workplaces").list().forEach(this::workplace);
        List<LimitOverride> limits =
                value.get("limits").list().stream().map(this::limit).toList();
        return new Site(
                site,
                label(value.get("label"), site),
                value.get("preset").text(""),
                timeZone,
                shifts,
                zones,
                devices,
                workplaces,
                limits);
    }

    static String name(YamlValue value, String what) {
        return value.convert("unnamed", text -> Names.require(what, text));
    }

    static Texts label(YamlValue value, String missing) {
        if (!value.present()) {
            return Texts.same(missing);
        }
        value.only("en", "ru", "kk");
        return new Texts(
                value.require("en").text(),
                value.require("ru").text(),
                value.require("kk").text());
    }

    private static List<LocalTime> shifts(YamlValue value) {
        List<LocalTime> starts = new ArrayList<>();
        for (YamlValue item : value.list()) {
            LocalTime start = item.read(LocalTime.MIDNIGHT, "a time such as 08:00", LocalTime::parse);
            if (!starts.isEmpty() && !starts.get(starts.size() - 1).isBefore(start)) {
                item.fault("shift starts must ascend from midnight");
            }
            starts.add(start);
        }
        if (starts.isEmpty()) {
            value.fault("names no shift start; at least one is needed");
            starts.add(LocalTime.MIDNIGHT);
        }
        return List.copyOf(starts);
    }

    private void zone(YamlValue item) {
        item.only("id", "location", "section", "airflow-to", "label", "cross-section", "panel");
        String id = name(item.require("id"), "zone");
        LocationType location = item.require("location").convert(LocationType.SURFACE, LocationType::of);
        String section = item.get("section").present() ? name(item.get("section"), "section") : id;
        List<String> to =
                item.get("airflow-to").list().stream().map(YamlValue::text).toList();
        Texts label = label(item.get("label"), id);
        double area = item.get("cross-section").number(Double.NaN);
        if (area <= 0) {
            item.get("cross-section").fault(area + " m2 must be above 0");
        }
        Zone zone = new Zone(site, id, location, section, to, label, area, panel(item.get("panel")));
        if (zones.put(id, zone) != null) {
            item.get("id").fault("zone '" + id + "' stands twice");
        }
    }

    private static @Nullable Panel panel(YamlValue value) {
        if (!value.present()) {
            return null;
        }
        value.only("start", "drained-since", "drainage-days", "gas-content");
        LocalDate start = value.require("start").day();
        LocalDate since = value.require("drained-since").day();
        int days = value.require("drainage-days").whole(1);
        if (days < 1) {
            value.get("drainage-days").fault(days + " must be above 0");
        }
        if (start == null || since == null) {
            return null;
        }
        return new Panel(
                start,
                since,
                days,
                value.get("gas-content").present() ? value.get("gas-content").text() : null);
    }

    private void checkPanels() {
        for (YamlValue item : value.get("zones").list()) {
            YamlValue device = item.get("panel").get("gas-content");
            Device found = device.present() ? devices.get(device.text()) : null;
            boolean says =
                    found != null && found.sensors().stream().anyMatch(s -> s.quantity() == Quantity.GAS_CONTENT);
            if (device.present() && !says) {
                device.fault("'" + device.text() + "' is no device with the quantity gas-content");
            }
        }
    }

    private void checkAirflow() {
        for (YamlValue item : value.get("zones").list()) {
            for (YamlValue to : item.get("airflow-to").list()) {
                if (!zones.containsKey(to.text())) {
                    to.fault("zone '" + to.text() + "' does not exist");
                }
            }
        }
    }

    private void checkCuts() {
        for (YamlValue item : value.get("devices").list()) {
            for (YamlValue sensor : item.get("sensors").list()) {
                sensor.get("cuts").list().forEach(this::checkBreaker);
            }
        }
    }

    private void checkBreaker(YamlValue cut) {
        Device breaker = devices.get(cut.text());
        if (breaker == null || breaker.sensors().stream().noneMatch(s -> s.quantity() == Quantity.POWER_ON)) {
            cut.fault("breaker '" + cut.text() + "' is no device with the quantity power-on");
        }
    }

    private void workplace(YamlValue item) {
        item.only("id", "label", "employer", "people", "dust-mac", "work-category", "stays");
        String id = name(item.require("id"), "workplace");
        int people = item.get("people").whole(1);
        double mac = item.require("dust-mac").number(1);
        if (people < 1 || mac <= 0) {
            item.fault("people " + people + " and dust-mac " + mac + " must be above 0");
        }
        List<Stay> stays = item.require("stays").list().stream().map(this::stay).toList();
        double total = stays.stream().mapToDouble(Stay::share).sum();
        if (Math.abs(total - 1) > SHARE_TOLERANCE) {
            item.get("stays").fault("shares add up to " + total + ", not to 1");
        }
        String employer = item.require("employer").text();
        WorkCategory category = item.get("work-category").convert(WorkCategory.III, WorkCategory::of);
        Workplace workplace =
                new Workplace(site, id, label(item.get("label"), id), employer, people, stays, mac, category);
        if (workplaces.put(id, workplace) != null) {
            item.get("id").fault("workplace '" + id + "' stands twice");
        }
    }

    private Stay stay(YamlValue item) {
        item.only("zone", "share");
        String zone = item.require("zone").text();
        if (!zones.containsKey(zone)) {
            item.get("zone").fault("zone '" + zone + "' does not exist");
        }
        double share = item.require("share").number(1);
        if (!(share > 0 && share <= 1)) {
            item.get("share").fault("share " + share + " must be above 0 and at most 1");
        }
        return new Stay(zone, share);
    }

    private LimitOverride limit(YamlValue item) {
        item.only("rule", "level", "scope", "value", "off", "dead-band", "on-delay", "off-delay", "reason");
        String scope = item.require("scope").convert("site", this::scope);
        return new LimitOverride(
                item.require("rule").text(),
                item.require("level").text(),
                scope,
                optional(item.get("value")),
                optional(item.get("off")),
                optional(item.get("dead-band")),
                seconds(item.get("on-delay")),
                seconds(item.get("off-delay")),
                item.require("reason").text());
    }

    private String scope(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String what = text.substring(colon + 1);
        boolean known =
                switch (kind) {
                    case "site" -> colon < 0;
                    case "zone" -> zones.containsKey(what);
                    case "location" -> LocationType.of(what).word().equals(what);
                    case "sensor" -> sensorExists(what);
                    default -> false;
                };
        if (!known) {
            throw new IllegalArgumentException("scope '" + text
                    + "' names nothing here; allowed: site, location:TYPE, zone:ZONE, sensor:DEVICE/QUANTITY");
        }
        return text;
    }

    private boolean sensorExists(String what) {
        String[] parts = what.split("/", -1);
        return parts.length == 2
                && devices.containsKey(parts[0])
                && devices.get(parts[0]).sensors().stream()
                        .anyMatch(s -> s.quantity().code().equals(parts[1]));
    }

    private static @Nullable Double optional(YamlValue value) {
        return value.present() ? Double.valueOf(value.number(0)) : null;
    }

    private static @Nullable Integer seconds(YamlValue value) {
        return value.present()
                ? Integer.valueOf((int) value.duration(Duration.ZERO).toSeconds())
                : null;
    }
}
