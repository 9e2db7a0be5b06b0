package kz.qalqan.web;

import java.util.HashMap;
import java.util.Map;
import kz.qalqan.web.calls.AlertCalls;
import kz.qalqan.web.calls.DeclarationCalls;
import kz.qalqan.web.calls.IntakeCalls;
import kz.qalqan.web.calls.LimitCalls;
import kz.qalqan.web.calls.NotifyCalls;
import kz.qalqan.web.calls.OperationCalls;
import kz.qalqan.web.calls.PlanCalls;
import kz.qalqan.web.calls.ReadingCalls;
import kz.qalqan.web.calls.RiskCalls;
import kz.qalqan.web.calls.RuleCalls;
import kz.qalqan.web.calls.SessionCalls;
import kz.qalqan.web.calls.StepCalls;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.tuning.Proposals;

/** Every call by the id of its operation. */
final class Calls {
    private Calls() {}

    static Map<String, Call> all(WebConfig config, Backends backends, String contract) {
        SessionCalls.About service = new SessionCalls.About(
                config.version(), config.simulation(), config.tls().isPresent());
        Map<String, Call> all = new HashMap<>();
        all.putAll(new SessionCalls(backends.accounts(), backends.plan(), service).all());
        all.putAll(new PlanCalls(backends.plan(), backends.engines(), backends.latest(), backends.alerts()).all());
        all.putAll(new ReadingCalls(backends.plan(), backends.history(), backends.latest(), backends.clock()).all());
        all.putAll(new AlertCalls(backends.alerts(), backends.plan(), backends.clock()).all());
        all.putAll(new StepCalls(backends.alerts()).all());
        all.putAll(new NotifyCalls(backends.notifications(), backends.alerts()).all());
        all.putAll(
                new DeclarationCalls(backends.plan(), backends.engines(), backends.control(), backends.clock()).all());
        Proposals proposals =
                new Proposals(backends.database(), backends.engines(), backends.control(), backends.clock());
        all.putAll(new LimitCalls(backends.engines(), proposals).all());
        all.putAll(new RuleCalls(backends.engines(), backends.ownRules(), backends.control()).all());
        all.putAll(new RiskCalls(backends.plan(), backends.risk(), backends.riskInputs(), backends.clock()).all());
        all.putAll(new IntakeCalls(backends.intake(), backends.plan()).all());
        all.putAll(new OperationCalls(backends.health(), backends.metrics(), contract).all());
        return all;
    }
}
