package kz.qalqan.web.live;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.Plan;

/**
 * What the feed reads.
 *
 * @param plan the plan in force
 * @param alerts the alert book
 * @param latest last readings
 * @param engines what the rules show, by site
 * @param clock the service's time
 * @param metrics where it is counted
 * @param simulation whether the readings are the simulator's
 */
public record LiveSources(
        Supplier<Plan> plan,
        AlertBook alerts,
        LatestReadings latest,
        Supplier<Map<String, EngineView>> engines,
        InstantSource clock,
        MeterRegistry metrics,
        boolean simulation) {}
