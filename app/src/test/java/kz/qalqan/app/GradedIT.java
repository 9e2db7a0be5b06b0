package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.simulator.Simulator;
import kz.qalqan.simulator.SimulatorConfig;
import kz.qalqan.simulator.SimulatorStats;
import kz.qalqan.simulator.grade.Grade;
import kz.qalqan.simulator.grade.GradeReport;
import kz.qalqan.simulator.grade.Graded;
import kz.qalqan.simulator.grade.Graded.Balance;
import kz.qalqan.simulator.grade.Readings;
import kz.qalqan.simulator.mine.Scenarios;
import kz.qalqan.simulator.mine.Truth;
import kz.qalqan.telemetry.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service, graded over its API by the first 40 seconds of a scenario, in real time. */
final class GradedIT {
    private static final String SITE = "karaganda-1";
    private static final Duration END = Duration.ofSeconds(40);

    @Test
    void firstMinuteOfAMethaneRiseIsGradedPerfect(@TempDir Path data) throws Exception {
        Plan plan = PlanReader.shipped(SITE);
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        try (RunningService service = RunningService.start(data, plan, clock)) {
            Graded graded = new Graded(URI.create(service.url()), "admin", RunningService.PASSWORD);
            Balance before = graded.balance();
            SimulatorStats stats = play(plan, service.mqtt());
            RunningService.await().until(() -> graded.balance().taken() - before.taken() >= stats.readings());

            Truth truth = Scenarios.of(Scenarios.FACE_METHANE_RISE).truth().brokenOffAt(END);
            List<kz.qalqan.simulator.grade.Raised> raised =
                    graded.raised(SITE, java.util.Objects.requireNonNull(stats.began()));
            Balance after = graded.balance();
            Readings readings =
                    new Readings(stats.readings(), after.taken() - before.taken(), after.dropped() - before.dropped());
            Grade grade = Grade.of(truth, raised, plan.site(SITE).orElseThrow(), readings);

            System.out.println(GradeReport.table(grade));
            assertThat(grade.faults()).as(GradeReport.table(grade)).isEmpty();
            assertThat(grade.perfect()).isTrue();
            assertThat(grade.count(Grade.Verdict.CAUGHT)).isEqualTo(3);
            assertThat(graded.open(SITE)).contains("ch4-limit GA-07:ch4", "air-door-open DR-02:door-open");
        }
    }

    private static SimulatorStats play(Plan plan, URI broker) throws Exception {
        SimulatorConfig config = new SimulatorConfig(broker, SITE, Scenarios.FACE_METHANE_RISE, 1, 1, END, null);
        try (Simulator simulator = Simulator.start(config, plan, InstantSource.system())) {
            simulator.finished().get(END.toSeconds() + 30, TimeUnit.SECONDS);
            return simulator.stats();
        }
    }
}
