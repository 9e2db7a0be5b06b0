package kz.qalqan.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.database.Database;
import kz.qalqan.risk.RiskIndex;
import kz.qalqan.risk.RiskInputs;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.own.OwnRuleFolder;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.Intake;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.calls.Health;
import kz.qalqan.web.live.LatestReadings;

/**
 * What the server shows and writes through.
 *
 * @param plan the plan in force
 * @param history the stored past
 * @param intake the door's own books
 * @param engines what the rules show, by site
 * @param alerts the alert book
 * @param notifications who outside is told of them
 * @param control where declarations and changes are written
 * @param risk cards of the workplaces
 * @param riskInputs what experts signed
 * @param database of sessions, proposals and kept answers
 * @param accounts who may sign in
 * @param latest last readings
 * @param ownRules reads, checks and compiles the directory of the mine's own rules
 * @param health how the parts are
 * @param metrics where it is counted, and what {@code /metrics} shows
 * @param clock the service's time
 */
public record Backends(
        Supplier<Plan> plan,
        ReadingQuery history,
        Intake intake,
        Supplier<Map<String, EngineView>> engines,
        AlertBook alerts,
        Notifications notifications,
        ControlLog control,
        RiskIndex risk,
        RiskInputs riskInputs,
        Database database,
        Accounts accounts,
        LatestReadings latest,
        Supplier<OwnRuleFolder.Found> ownRules,
        Health health,
        PrometheusMeterRegistry metrics,
        InstantSource clock) {}
