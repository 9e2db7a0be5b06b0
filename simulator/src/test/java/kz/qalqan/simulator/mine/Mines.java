package kz.qalqan.simulator.mine;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;

/** Mines for tests. */
final class Mines {
    private Mines() {}

    static Site shipped(String name) {
        return requireNonNull(PlanReader.shipped(name).sites().get(name));
    }

    /** The shipped site with other zones and no devices. */
    static Site of(Zone... zones) {
        Site model = shipped("karaganda-1");
        Map<String, Zone> byName = new LinkedHashMap<>();
        for (Zone zone : zones) {
            byName.put(zone.id(), zone);
        }
        return new Site(
                "s",
                Texts.same("s"),
                "",
                model.timeZone(),
                model.shiftStarts(),
                byName,
                Map.of(),
                Map.of(),
                model.limits());
    }

    static Zone zone(String id, LocationType location, String... airflowTo) {
        return new Zone("s", id, location, id, List.of(airflowTo), Texts.same(id));
    }
}
