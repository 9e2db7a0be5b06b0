package kz.qalqan.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Texts;
import org.jspecify.annotations.Nullable;

/** Findings for tests: {@code Found.of("ch4-limit").high().raised(1.2)}. */
record Found(
        FindingKey key,
        @Nullable SensorId sensor,
        Priority priority,
        Hold hold,
        @Nullable FindingKey suppressor) {
    static final String SITE = "karaganda-1";
    static final Instant EPOCH = Instant.parse("2026-11-21T08:00:00.000001Z");

    static Found of(String rule) {
        return of(rule, "GA-07");
    }

    static Found of(String rule, String device) {
        SensorId sensor = SensorId.parse(SITE + "/" + device + "/ch4");
        return new Found(FindingKey.of(rule, sensor), sensor, Priority.HIGH, Hold.HELD, null);
    }

    static Found noise() {
        return noise("EX-01");
    }

    static Found noise(String device) {
        SensorId sensor = SensorId.parse(SITE + "/" + device + "/noise");
        return new Found(FindingKey.of("noise-shift", sensor), sensor, Priority.MEDIUM, Hold.HELD, null);
    }

    Found as(Priority newPriority) {
        return new Found(key, sensor, newPriority, hold, suppressor);
    }

    Found as(Hold newHold) {
        return new Found(key, sensor, priority, newHold, suppressor);
    }

    Found suppressed() {
        return new Found(key, sensor, priority, hold, FindingKey.of(SITE, "ch4-withdraw", "face-3"));
    }

    Found shown() {
        return new Found(key, sensor, priority, hold, null);
    }

    Finding raised(double value) {
        return finding(Finding.Change.RAISED, value, EPOCH);
    }

    Finding changed(double value) {
        return finding(Finding.Change.CHANGED, value, EPOCH.plusSeconds(1));
    }

    Finding returned(double value) {
        return finding(Finding.Change.RETURNED, value, EPOCH.plusSeconds(60));
    }

    Finding released() {
        return finding(Finding.Change.RELEASED, Double.NaN, EPOCH.plusSeconds(90));
    }

    Finding late(double value) {
        return finding(Finding.Change.LATE_OCCURRENCE, value, EPOCH.plusSeconds(5));
    }

    Finding finding(Finding.Change change, double value, Instant at) {
        Finding.Subject subject = new Finding.Subject(
                "face-3",
                sensor,
                priority,
                hold,
                suppressor,
                false,
                new Texts("Methane over the limit", "Метан выше предела", "Метан шектен асты"),
                new Texts("Leave", "Выйти", "Шығу"));
        return new Finding(
                key,
                change,
                subject,
                at,
                at.minusSeconds(2),
                new Finding.Measured(value, 1.0, "%"),
                evidence(value, at));
    }

    private Evidence evidence(double value, Instant at) {
        SensorId reading = sensor == null ? SensorId.parse(SITE + "/GA-07/ch4") : sensor;
        return new Evidence(
                "Methane at the face reaches its limit",
                "1",
                "1",
                key.rule() + ":alarm:location:face",
                1,
                "S29",
                Map.of("off-delay", "60 s", "dead-band", "0.1", "window", "instant"),
                List.of(new Evidence.Sample(reading, at.minusSeconds(2), value, Quality.GOOD)));
    }
}
