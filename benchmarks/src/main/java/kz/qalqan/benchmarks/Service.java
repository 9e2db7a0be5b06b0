package kz.qalqan.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import kz.qalqan.app.Application;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.plan.PlanReader;

/** The whole service in this process, as `serve` runs it, against a broker of its own. */
final class Service implements AutoCloseable {
    static final String PASSWORD = "benchmark-only-password";
    static final String SITE = JournalData.SITE;

    private final Application application;

    private Service(Application application) {
        this.application = application;
    }

    static Service start(Path data, URI broker, int sensors) {
        String config = """
                data: "%s"
                http: {port: 0}
                mqtt: {uri: "%s", client-id: qalqan-bench}
                """.formatted(data, broker);
        return new Service(Application.start(
                ConfigReader.parse(config, "benchmark", Map.of("QALQAN_ADMIN_PASSWORD", PASSWORD)),
                PlanReader.parse(plan(sensors), "benchmark"),
                true));
    }

    /** A face with so many methane heads. */
    private static String plan(int sensors) {
        StringBuilder text = new StringBuilder("""
                schema: 1
                sites:
                  - id: %s
                    preset: kz-default
                    time-zone: UTC
                    shifts: ["00:00"]
                    zones: [{id: face, location: face}]
                    devices:
                """.formatted(SITE));
        for (int i = 0; i < sensors; i++) {
            text.append("      - {id: ")
                    .append(device(i))
                    .append(", zone: face, sensors: [{quantity: ch4, range: [0, 5], valid: [-1, 100],")
                    .append(" sample-period: 60s}]}\n");
        }
        return text.toString();
    }

    static String device(int i) {
        return "GA-" + i;
    }

    static String topic(int i) {
        return "mine/" + SITE + "/face/" + device(i) + "/telemetry";
    }

    String url() {
        return application.http();
    }

    /** One of the service's own figures, summed over its labels; the name may go on with the first of these. */
    double metric(String name) {
        return application
                .metrics()
                .lines()
                .filter(line -> line.startsWith(name) && " {,}".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        application.close();
    }
}
