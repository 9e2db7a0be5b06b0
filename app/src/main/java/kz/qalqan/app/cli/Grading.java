package kz.qalqan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.qalqan.simulator.SimulatorStats;
import kz.qalqan.simulator.grade.Grade;
import kz.qalqan.simulator.grade.GradeReport;
import kz.qalqan.simulator.grade.Graded;
import kz.qalqan.simulator.grade.Graded.Balance;
import kz.qalqan.simulator.grade.Readings;
import kz.qalqan.simulator.mine.Truth;
import kz.qalqan.telemetry.Site;

/** Grades the running service while a scenario is played to its broker. */
final class Grading {
    /** How long what was sent last may be on its way into the service's books. */
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private static final long LOOK_MS = 250;

    private final Graded service;
    private final Site site;
    private final Truth truth;
    private final Path file;
    private final Balance before;

    private Grading(Graded service, Site site, Truth truth, Path file, Balance before) {
        this.service = service;
        this.site = site;
        this.truth = truth;
        this.file = file;
        this.before = before;
    }

    /**
     * Looks at the service before the first reading.
     *
     * @param truth of the telling that is about to begin
     * @throws IOException when the service cannot be asked, or has an alert open that the truth expects: it would be a
     *     re-activation then and no alert of its own
     */
    static Grading begin(URI url, Site site, Truth truth, Path file) throws IOException, InterruptedException {
        String user = System.getenv().getOrDefault("QALQAN_GRADE_USERNAME", "admin");
        String password = System.getenv().getOrDefault("QALQAN_GRADE_PASSWORD", "");
        Graded service = new Graded(url, user, password);
        List<String> open = service.open(site.id());
        List<String> inTheWay = truth.expected().stream()
                .map(expected -> expected.rule() + " " + expected.place())
                .filter(open::contains)
                .distinct()
                .toList();
        if (!inTheWay.isEmpty()) {
            throw new IOException("these alerts are open already and must be closed before a grade means anything: "
                    + String.join(", ", inTheWay));
        }
        return new Grading(service, site, truth, file, service.balance());
    }

    /** Waits until the last reading is booked, prints the grade and writes it; true when it is perfect. */
    boolean finish(SimulatorStats stats, PrintWriter out) throws IOException, InterruptedException {
        Instant began = stats.began();
        if (began == null) {
            throw new IOException("the broker was never reached: there is nothing to grade");
        }
        Grade grade = Grade.of(truth, service.raised(site.id(), began), site, readings(stats));
        out.print(GradeReport.table(grade));
        Files.writeString(file, GradeReport.json(grade));
        out.println("written to " + file);
        out.flush();
        return grade.perfect();
    }

    private Readings readings(SimulatorStats stats) throws IOException, InterruptedException {
        Balance now = service.balance();
        for (long waited = 0; taken(now) < stats.readings() && waited < SETTLE.toMillis(); waited += LOOK_MS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            now = service.balance();
        }
        return new Readings(stats.readings(), taken(now), now.dropped() - before.dropped());
    }

    private long taken(Balance now) {
        return now.taken() - before.taken();
    }
}
