package kz.qalqan.ingest;

import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Plan;

/** Plans of small mines. */
final class Plans {
    private static final String SITE = """
              - id: %s
                label: {en: Mine, ru: Шахта, kk: Шахта}
                time-zone: Asia/Almaty
                shifts: ["02:00", "08:00", "14:00", "20:00"]
                zones:
                  - {id: face-3, location: face, airflow-to: [], label: {en: Face 3, ru: Лава 3, kk: 3-лава}}
                  - {id: drift-1, location: intake, airflow-to: [face-3], label: {en: D1, ru: Ш1, kk: Ш1}}
                devices:
            """;

    private static final String DEVICE = """
                  - id: %s
                    zone: face-3
                    sensors:
                      - {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s%s}
                      - {quantity: co, range: [0, 500], valid: [-5, 5000], sample-period: 5s}
                      - {quantity: fan-running, range: [0, 1], valid: [0, 1], sample-period: 5s}
            """;

    private Plans() {}

    /** Mine k1 with GA-07, GA-08 (methane in ppm) and TWIN, mine k2 with GB-01 and TWIN. */
    static Plan two() {
        return PlanReader.parse(text(), "two.yml");
    }

    /** The same, where k1 has got GA-99 as well. */
    static Plan twoWithAnotherDevice() {
        String text = text();
        int second = text.indexOf("  - id: k2");
        return PlanReader.parse(
                text.substring(0, second) + DEVICE.formatted("GA-99", "") + text.substring(second), "more.yml");
    }

    /** Mine k1 with devices D-0, D-1, …. */
    static Plan many(int devices) {
        StringBuilder text = new StringBuilder("schema: 1\nsites:\n").append(SITE.formatted("k1"));
        for (int i = 0; i < devices; i++) {
            text.append(DEVICE.formatted("D-" + i, ""));
        }
        return PlanReader.parse(text.toString(), "many.yml");
    }

    private static String text() {
        return "schema: 1\nsites:\n"
                + SITE.formatted("k1")
                + DEVICE.formatted("GA-07", "")
                + DEVICE.formatted("GA-08", ", unit: \"[ppm]\"")
                + DEVICE.formatted("TWIN", "")
                + SITE.formatted("k2")
                + DEVICE.formatted("GB-01", "")
                + DEVICE.formatted("TWIN", "");
    }
}
