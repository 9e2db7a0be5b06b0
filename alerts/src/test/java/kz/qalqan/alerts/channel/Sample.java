package kz.qalqan.alerts.channel;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;

/** Findings of a small mine: {@code Sample.of("GA-07").as(Priority.CRITICAL).raised(at)}. */
public record Sample(String device, Priority priority, boolean suppressed) {
    public static final String SITE = "karaganda-1";
    public static final Instant EPOCH = Instant.parse("2026-11-21T08:00:00Z");

    public static Sample of(String device) {
        return new Sample(device, Priority.HIGH, false);
    }

    public Sample as(Priority other) {
        return new Sample(device, other, suppressed);
    }

    public Sample suppress() {
        return new Sample(device, priority, true);
    }

    public FindingKey key() {
        return FindingKey.of("ch4-limit", sensor());
    }

    private SensorId sensor() {
        return SensorId.parse(SITE + "/" + device + "/ch4");
    }

    public Finding raised(Instant at) {
        return finding(Finding.Change.RAISED, 1.2, at);
    }

    public Finding changed(Instant at) {
        return finding(Finding.Change.CHANGED, 1.3, at);
    }

    public Finding returned(Instant at) {
        return finding(Finding.Change.RETURNED, 0.4, at);
    }

    public Finding late(Instant at) {
        return finding(Finding.Change.LATE_OCCURRENCE, 1.2, at);
    }

    private Finding finding(Finding.Change change, double value, Instant at) {
        Finding.Subject subject = new Finding.Subject(
                "face-3",
                sensor(),
                priority,
                Hold.HELD,
                suppressed ? FindingKey.of(SITE, "blast-clearance", "face-3") : null,
                false,
                new Texts("Methane over the limit", "Метан выше предела", "Метан шектен асты"),
                new Texts("Leave & cut", "Выйти, отключить", "Шығу"));
        return new Finding(key(), change, subject, at, at, new Finding.Measured(value, 1.0, "%"), evidence());
    }

    private static Evidence evidence() {
        return new Evidence("Methane at the face", "1", "1", "ch4-limit:alarm:face", 1, "S29", Map.of(), List.of());
    }

    /** A plan with one face, four shifts of six hours in Almaty's time. */
    public static Plan plan() {
        Zone face = new Zone(
                SITE, "face-3", LocationType.FACE, "s1", List.of(), new Texts("Face 3", "Забой 3", "3-кенжар"));
        Site site = new Site(
                SITE,
                new Texts("Karaganda", "Караганда", "Қарағанды"),
                "",
                ZoneId.of("Asia/Almaty"),
                List.of(LocalTime.of(0, 0), LocalTime.of(6, 0), LocalTime.of(12, 0), LocalTime.of(18, 0)),
                Map.of("face-3", face),
                Map.of(),
                Map.of(),
                List.of());
        return new Plan("hash", "", Map.of(SITE, site));
    }
}
