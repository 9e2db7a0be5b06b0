package kz.qalqan.rules;

/** Small plans for tests. */
final class Plans {
    private Plans() {}

    /** A section of a face with a corner and a return, an intake, fans, doors, pipes and stations. */
    static final String SMALL = """
            schema: 1
            sites:
              - id: m
                label: {en: M, ru: М, kk: М}
                preset: kz-default
                time-zone: Asia/Almaty
                shifts: ["02:00", "08:00", "14:00", "20:00"]
                zones:
                  - {id: intake-1, location: intake, airflow-to: [face-1], label: {en: I, ru: I, kk: I}}
                  - {id: face-1, location: face, section: section-1, airflow-to: [vent-1], label: {en: F, ru: F, kk: F}}
                  - {id: vent-1, location: section-return, section: section-1, label: {en: V, ru: V, kk: V}}
                  - {id: wing, location: mine-return, label: {en: W, ru: W, kk: W}}
                  - {id: heading-1, location: heading, label: {en: H, ru: H, kk: H}}
                  - {id: fan, location: main-fan, label: {en: MF, ru: MF, kk: MF}}
                  - {id: station, location: degassing-station, label: {en: DS, ru: DS, kk: DS}}
                  - {id: wells, location: wells, label: {en: WE, ru: WE, kk: WE}}
                devices:
                  - {id: GA-1, zone: face-1, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: switching-off},
                      {quantity: co, range: [0, 500], valid: [-5, 5000], sample-period: 5s, role: alarming},
                      {quantity: o2, range: [0, 25], valid: [-1, 30], sample-period: 5s, role: alarming}]}
                  - {id: GA-2, zone: vent-1, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: alarming}]}
                  - {id: GA-3, zone: face-1, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: alarming,
                       location: local-accumulation}]}
                  - {id: GA-4, zone: intake-1, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 20s, role: alarming}]}
                  - {id: GA-5, zone: wing, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: alarming}]}
                  - {id: GA-6, zone: station, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: alarming}]}
                  - {id: FN-1, zone: fan, sensors: [
                      {quantity: fan-running, range: [0, 1], valid: [0, 1], sample-period: 5s, role: alarming}]}
                  - {id: FN-2, zone: heading-1, sensors: [
                      {quantity: fan-running, range: [0, 1], valid: [0, 1], sample-period: 5s, role: alarming}]}
                  - {id: AV-1, zone: vent-1, sensors: [
                      {quantity: air-velocity, range: [0, 20], valid: [-1, 40], sample-period: 5s, role: alarming}]}
                  - {id: DR-1, zone: intake-1, sensors: [
                      {quantity: door-open, range: [0, 1], valid: [0, 1], sample-period: 5s}]}
                  - {id: DG-1, zone: wells, sensors: [
                      {quantity: pipe-ch4, range: [0, 100], valid: [-1, 110], sample-period: 5s}]}
                  - {id: SM-1, zone: face-1, sensors: [
                      {quantity: seismic-energy, range: [0, 1000000000], valid: [0, 10000000000], sample-period: 1h}]}
            """;

    /** The small plan with a bleeder, a fan's depression, an analyser behind a seal, a barometer and a geophone. */
    static final String TRENDS = SMALL.replace("    devices:\n", """
                      - {id: bleeder-1, location: bleeder, label: {en: B, ru: B, kk: B}}
                      - {id: sealed-1, location: sealed, label: {en: S, ru: S, kk: S}}
                    devices:
                      - {id: GA-7, zone: bleeder-1, sensors: [
                          {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s, role: alarming}]}
                      - {id: GA-8, zone: sealed-1, sensors: [
                          {quantity: ch4, range: [0, 100], valid: [-0.2, 100], sample-period: 1h},
                          {quantity: co, range: [0, 5000], valid: [-5, 50000], sample-period: 1h},
                          {quantity: co2, range: [0, 100], valid: [-1, 100], sample-period: 1h},
                          {quantity: o2, range: [0, 25], valid: [-1, 30], sample-period: 1h}]}
                      - {id: GA-9, zone: heading-1, sensors: [
                          {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 5s,
                           role: switching-off, cuts: [BR-1]}]}
                      - {id: BR-1, zone: heading-1, sensors: [
                          {quantity: power-on, range: [0, 1], valid: [0, 1], sample-period: 10s}]}
                      - {id: PC-1, zone: face-1, sensors: [
                          {quantity: people-count, range: [0, 500], valid: [0, 500], sample-period: 1h}]}
                      - {id: BA-1, zone: intake-1, sensors: [
                          {quantity: pressure, range: [850, 1150], valid: [700, 1300], sample-period: 10s}]}
                      - {id: SM-2, zone: face-1, sensors: [
                          {quantity: ppv, range: [0, 500], valid: [0, 5000], sample-period: 1h}]}
                      - {id: FN-3, zone: fan, sensors: [
                          {quantity: fan-depression, range: [0, 6000], valid: [-2000, 10000], sample-period: 10s}]}
                      - {id: DG-2, zone: wells, sensors: [
                          {quantity: pump-running, range: [0, 1], valid: [0, 1], sample-period: 10s},
                          {quantity: pipe-vacuum, range: [0, 60], valid: [-10, 110], sample-period: 10s}]}
                    """.indent(4))
            .replace(
                    "id: vent-1, location: section-return,",
                    "id: vent-1, airflow-to: [wing], location: section-return,");

    /** The small plan with geophones that send their motion each second, and the roof. */
    static final String ROCK = rock(SMALL);

    /** The plan of trends and that of the rock in one. */
    static final String EVERYTHING = rock(TRENDS);

    private static String rock(String plan) {
        return plan + """
                  - {id: GE-1, zone: face-1, sensors: [
                      {quantity: ppv, range: [0, 500], valid: [0, 5000], sample-period: 1s}]}
                  - {id: GE-2, zone: vent-1, sensors: [
                      {quantity: ppv, range: [0, 500], valid: [0, 5000], sample-period: 1s}]}
                  - {id: GE-3, zone: intake-1, sensors: [
                      {quantity: ppv, range: [0, 500], valid: [0, 5000], sample-period: 1s}]}
                  - {id: GE-4, zone: wing, sensors: [
                      {quantity: ppv, range: [0, 500], valid: [0, 5000], sample-period: 10s}]}
                  - {id: RD-1, zone: face-1, sensors: [
                      {quantity: roof-displacement, range: [0, 300], valid: [-5, 1000], sample-period: 10s}]}
                  - {id: RD-2, zone: heading-1, sensors: [
                      {quantity: roof-displacement, range: [0, 300], valid: [-5, 1000], sample-period: 10s}]}
                limits:
                  - {rule: roof-displacement, level: alarm, scope: zone:face-1, value: 40, reason: a test}
            """;
    }

    /** The small plan with posts for what a shift does to people, and who is there. */
    static final String PEOPLE = SMALL.replace("    devices:\n", """
                    devices:
                      - {id: EX-1, zone: face-1, sensors: [
                          {quantity: noise, range: [35, 130], valid: [20, 160], sample-period: 30s},
                          {quantity: dust, range: [0, 100], valid: [-1, 1000], sample-period: 30s},
                          {quantity: wet-bulb, range: [0, 45], valid: [-20, 60], sample-period: 30s},
                          {quantity: globe-temperature, range: [0, 60], valid: [-20, 120], sample-period: 30s},
                          {quantity: hand-arm-vibration, range: [0, 50], valid: [0, 500], sample-period: 30s},
                          {quantity: whole-body-vibration, range: [0, 20], valid: [0, 200], sample-period: 30s}]}
                      - {id: EX-2, zone: wing, sensors: [
                          {quantity: dust, range: [0, 100], valid: [-1, 1000], sample-period: 30s},
                          {quantity: wet-bulb, range: [0, 45], valid: [-20, 60], sample-period: 30s},
                          {quantity: globe-temperature, range: [0, 60], valid: [-20, 120], sample-period: 30s}]}
                    """.indent(4)) + """
                workplaces:
                  - {id: miner, label: {en: M, ru: M, kk: M}, employer: E, people: 4, dust-mac: 4.0,
                     work-category: IIb, stays: [{zone: face-1, share: 1}]}
                  - {id: overman, label: {en: O, ru: O, kk: O}, employer: E, people: 1, dust-mac: 6.0,
                     work-category: IIa, stays: [{zone: face-1, share: 0.5}, {zone: vent-1, share: 0.5}]}
            """;

    /** The small plan with days in it, drainage that can be reckoned, and limits that only a plan can say. */
    static final String DUTIES = SMALL.replace("    devices:\n", """
                    devices:
                      - {id: AV-2, zone: wing, sensors: [
                          {quantity: air-velocity, range: [0, 20], valid: [-1, 40], sample-period: 1m}]}
                      - {id: DG-2, zone: station, sensors: [
                          {quantity: pipe-ch4, range: [0, 100], valid: [-1, 110], sample-period: 1m},
                          {quantity: pipe-flow, range: [0, 200], valid: [-5, 500], sample-period: 1m}]}
                      - {id: DG-3, zone: wells, sensors: [
                          {quantity: gas-content, range: [0, 30], valid: [0, 60], sample-period: 7d}]}
                      - {id: GA-7, zone: intake-1, verified: 2026-10-22, sensors: [
                          {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 1h},
                          {quantity: air-temperature, range: [-40, 60], valid: [-60, 120], sample-period: 1h}]}
                    """.indent(4))
                    .replace("id: face-1, location: face,", """
                    id: face-1, location: face,
                             panel: {start: 2026-11-23, drained-since: 2026-10-01, drainage-days: 60,
                                     gas-content: DG-3},
                    """.strip())
                    .replace("id: wing, location: mine-return,", "id: wing, location: mine-return, cross-section: 14,")
                    .replace("{id: GA-2, zone: vent-1, sensors: [\n", """
                    {id: GA-2, zone: vent-1, sensors: [
                          {quantity: o2, range: [0, 25], valid: [-1, 30], sample-period: 1h},
                          {quantity: pressure, range: [850, 1150], valid: [700, 1300], sample-period: 1h,
                           calibration-due: 2026-11-22},
                    """.strip() + "\n")
                    .replace("range: [0, 5], valid: [-0.2, 100], sample-period: 20s, role: alarming}", """
                    range: [0, 5], valid: [-0.2, 100], sample-period: 20s, role: alarming,
                           calibration-due: 2026-11-22}
                    """.strip())
            + """
                limits:
                  - {rule: air-velocity-high, level: alarm, scope: "zone:vent-1", value: 4, reason: dust}
                  - {rule: drainage-efficiency, level: alarm, scope: "sensor:DG-2/pipe-flow", value: 40, reason: plan}
            """;

    /** One methane sensor in a face, with the plan's own limits. */
    static String oneSensor(String limits) {
        return """
            schema: 1
            sites:
              - id: m
                label: {en: M, ru: М, kk: М}
                time-zone: Asia/Almaty
                shifts: ["02:00", "08:00", "14:00", "20:00"]
                zones:
                  - {id: face-1, location: face, label: {en: F, ru: F, kk: F}}
                devices:
                  - {id: GA-1, zone: face-1, sensors: [
                      {quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 30s, role: alarming}]}
                limits:
            """ + limits;
    }
}
