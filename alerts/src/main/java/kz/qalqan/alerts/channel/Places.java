package kz.qalqan.alerts.channel;

import java.util.function.Supplier;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;

/** What people call the places of the plan in force. Threads: any. */
public final class Places {
    private final Supplier<Plan> plan;

    /** Of this plan. */
    public Places(Supplier<Plan> plan) {
        this.plan = plan;
    }

    /** Site and zone in three languages; the plain names where the plan has none. */
    Texts of(String siteId, String zoneId) {
        Site site = plan.get().sites().get(siteId);
        if (site == null) {
            return Texts.same(siteId + ", " + zoneId);
        }
        Zone zone = site.zones().get(zoneId);
        Texts place = zone == null ? Texts.same(zoneId) : zone.label();
        Texts mine = site.label();
        return new Texts(mine.en() + ", " + place.en(), mine.ru() + ", " + place.ru(), mine.kk() + ", " + place.kk());
    }
}
