package kz.qalqan.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kz.qalqan.history.archive.ImportReport.Outcome;
import kz.qalqan.history.archive.ImportRequest.Form;
import kz.qalqan.history.archive.ImportRequest.Kind;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A past in files becomes a journal in the order it was measured; what is wrong with it is named and kept. */
class ArchiveImportIT {
    private static final String SITE = "longwall-1";
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final PastValues AS_THEY_ARE = (sensor, number, unit, word) -> {
        if (!unit.isEmpty() && !unit.equals("%")) {
            throw new IllegalArgumentException("unit '" + unit + "' does not convert");
        }
        return new PastValues.Value(number, word.equals("bad") ? Quality.of(Mark.FAULT) : Quality.GOOD);
    };

    @TempDir
    private Path data;

    @Test
    void aTableOfReadingsComesOutInTheOrderTheyWereMeasured() throws IOException {
        Path file = file("log.csv", """
                time,sensor,value,quality,unit
                2020-03-01T10:00:30Z,MM31/ch4,0.41,,
                2020-03-01T13:00:00+03:00,longwall-1/MM116/ch4,0.4,good,%
                2020-03-01T10:01:00Z,MM116/ch4,99,bad,
                """);

        ImportReport report = run("log", csv("iso", null), file);

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.readings()).isEqualTo(3);
        assertThat(report.rejected()).isZero();
        assertThat(readings("log"))
                .containsExactly(
                        past("MM116", "2020-03-01T10:00:00Z", 0.4),
                        past("MM31", "2020-03-01T10:00:30Z", 0.41),
                        new Reading(
                                id("MM116"),
                                Instant.parse("2020-03-01T10:01:00Z"),
                                Instant.parse("2020-03-01T10:01:00Z"),
                                99,
                                Quality.of(Mark.FAULT, Mark.IMPORTED)));
        assertThat(entries("log").get(0).content()).isEqualTo(new PlanInForce("hash", "text"));
        assertThat(Archive.in(data)).hasSize(1).first().satisfies(archive -> {
            assertThat(archive.journal()).isEqualTo("longwall-1@log");
            assertThat(archive.last()).isEqualTo(4);
        });
    }

    @Test
    void columnsAreMappedNamedOrLeftOut() throws IOException {
        Path file = file("wide.csv", """
                \uFEFFZeit;MM31/ch4;Gas;PD
                01.03.2020 10:00:00;0,41;0,4;1
                01.03.2020 10:00:30;;0,5;0
                """);
        Map<String, String> map = Map.of("time", "Zeit", "Gas", "MM116/ch4", "PD", "-");
        Form form = new Form(Kind.CSV, TimeForm.of("dd.MM.uuuu HH:mm:ss", ZoneId.of("Europe/Warsaw")), ';', true, map);

        assertThat(run("wide", form, file).readings()).isEqualTo(3);

        assertThat(readings("wide"))
                .containsExactly(
                        past("MM31", "2020-03-01T09:00:00Z", 0.41),
                        past("MM116", "2020-03-01T09:00:00Z", 0.4),
                        past("MM116", "2020-03-01T09:00:30Z", 0.5));
    }

    @Test
    void aColumnNobodyExplainedIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path file = file("wide.csv", "time,MM31/ch4,PD\n2020-03-01T10:00:00Z,0.4,1\n");

        assertThatThrownBy(() -> run("wide", csv("iso", null), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[PD]")
                .hasMessageContaining("--map PD=-".replace("PD", "COLUMN"));
        assertThat(Archive.in(data)).isEmpty();
        assertThat(data.resolve("archive")).isEmptyDirectory();
    }

    @Test
    void badLinesAreNamedCountedAndKeptAndTheRestGoesOn() throws IOException {
        Path file = file("log.csv", """
                time,sensor,value,quality,unit
                2020-03-01T10:00:00Z,MM116/ch4,0.4,,
                yesterday,MM116/ch4,0.4,,
                2020-03-01T10:00:30,MM116/ch4,0.4,,
                2020-03-01T10:00:30Z,MM116/ch4,0x10,,
                2020-03-01T10:00:30Z,XX9/ch4,0.4,,
                2020-03-01T10:00:30Z,MM116
                2027-03-01T10:00:30Z,MM116/ch4,0.4,,
                2020-03-01T10:00:30Z,MM116/ch4,0.4,,furlong
                2020-03-01T10:01:00Z,MM116/ch4,0.6,,
                """);

        ImportReport report = run("log", csv("iso", null), file);

        assertThat(report.readings()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(report.unknown()).isEqualTo(Map.of("XX9/ch4", 1L));
        assertThat(Files.readAllLines(data.resolve("archive/log/rejects.txt")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("log.csv:3: time 'yesterday' is not of the form iso"),
                        line -> assertThat(line).contains("log.csv:4: ", "bears no zone"),
                        line -> assertThat(line).contains("log.csv:5: '0x10' is no number"),
                        line -> assertThat(line).contains("log.csv:6: sensor 'XX9/ch4' is not in the plan"),
                        line -> assertThat(line).contains("log.csv:7: 2 cells where 5 are named"),
                        line -> assertThat(line).contains("log.csv:8: ", "is not between 1970 and now"),
                        line -> assertThat(line).contains("log.csv:9: unit 'furlong'"));
    }

    @Test
    void lineProtocolIsReadInBothItsForms() throws IOException {
        Path file = file("log.lp", """
                # a comment
                readings,sensor=longwall-1/MM116/ch4 value=0.4 1583056800000000000
                air,device=MM31 ch4=0.41,note="over
                two lines" 1583056830000000000
                air,device=MM31 ch4=0.42
                air,device=MM31 ch4=oops 1583056860000000000
                air,device=MM31 ch4=1i,co=3 1583056890000000000
                air ch4=1 1583056890000000000
                """);
        Form form = new Form(Kind.LINE_PROTOCOL, TimeForm.of("epoch-ns", null), ',', false, Map.of("note", "-"));

        ImportReport report = run("log", form, file);

        assertThat(readings("log"))
                .containsExactly(
                        past("MM116", "2020-03-01T10:00:00Z", 0.4),
                        past("MM31", "2020-03-01T10:00:30Z", 0.41),
                        past("MM31", "2020-03-01T10:01:30Z", 1));
        assertThat(report.unknown()).isEqualTo(Map.of("MM31/co", 1L));
        assertThat(Files.readString(data.resolve("archive/log/rejects.txt")))
                .contains("log.lp:5: no time")
                .contains("log.lp:6: column ")
                .contains("log.lp:8: neither a sensor nor a device");
    }

    @Test
    void importingTwiceChangesNothingAndAnotherContentUnderTheNameIsRefused() throws IOException {
        Path file = file("a.csv", "time,MM31/ch4\n2020-03-01T10:00:00Z,0.4\n");
        Path other = file("b.csv", "time,MM31/ch4\n2020-03-01T10:00:00Z,0.5\n");
        run("log", csv("iso", null), file);
        List<JournalEntry> before = entries("log");

        assertThat(run("log", csv("iso", null), file).outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThatThrownBy(() -> run("log", csv("iso", null), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archive 'log' of longwall-1 is there already");

        assertThat(entries("log")).isEqualTo(before);
    }

    @Test
    void theSameReadingIsKeptOnceAndAnotherValueAtItsTimeIsAConflict() throws IOException {
        Path a = file("a.csv", "time,MM31/ch4\n2020-03-01T10:00:00Z,0.4\n2020-03-01T10:00:30Z,0.5\n");
        Path b = file("b.csv", "time,MM31/ch4\n2020-03-01T10:00:00Z,0.4\n2020-03-01T10:00:30Z,0.6\n");

        ImportReport report = run("log", csv("iso", null), a, b);

        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(readings("log")).extracting(Reading::value).containsExactly(0.4, 0.5, 0.6);
        assertThat(readings("log").get(2).quality()).isEqualTo(Quality.of(Mark.CONFLICT, Mark.IMPORTED));
    }

    @Test
    void whateverTheOrderOfTheLinesTheJournalIsInOrderOfTimeWithinItsView() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("time,MM31/ch4"));
        for (int i = 0; i < 3_000; i++) {
            lines.add((1_583_056_800L + i * 30L + random.nextInt(900)) + "," + i / 100.0);
        }
        lines.add("1583056801,77"); // far behind
        Path file = Files.write(data.resolve("shuffled.csv"), lines);

        ImportReport report = ArchiveImport.run(request("log", csv("epoch-s", null), file), ports(), 100);

        List<JournalEntry> entries = entries("log");
        assertThat(entries).as("seed %d", seed).isSortedAccordingTo((x, y) -> x.receivedAt()
                .compareTo(y.receivedAt()));
        assertThat(readings("log"))
                .as("seed %d", seed)
                .hasSize(3_001)
                .filteredOn(r -> !r.receivedAt().equals(r.measuredAt()))
                .allMatch(r -> Duration.between(r.measuredAt(), r.receivedAt()).toSeconds() <= 1 || r.value() == 77);
        assertThat(report.outOfOrder()).as("seed %d", seed).isEqualTo(1);
    }

    @Test
    void calledOffItLeavesNothing() throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,MM31/ch4"));
        for (int i = 0; i < 5_000; i++) {
            lines.add(1_583_056_800 + i + ",0.4");
        }
        Path file = Files.write(data.resolve("long.csv"), lines);
        List<Long> told = new ArrayList<>();
        ImportRequest.Ports ports = new ImportRequest.Ports(
                "test", AS_THEY_ARE, NOW, () -> told.size() >= 2, (of, line, readings, rejected) -> told.add(line));

        ImportReport report = ArchiveImport.run(request("log", csv("epoch-s", null), file), ports);

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(told).isNotEmpty();
        assertThat(data.resolve("archive")).isEmptyDirectory();
    }

    @Test
    void aLocalTimeThatExistsTwiceGoesOnFromTheLineAbove() throws IOException {
        Path file = file("night.csv", """
                time,MM31/ch4
                2020-10-25 02:30:00,1
                2020-10-25 02:59:30,2
                2020-10-25 02:00:00,3
                2020-10-25 02:30:00,4
                2020-03-29 02:30:00,5
                """);

        ImportReport report = run("log", csv("iso", ZoneId.of("Europe/Warsaw")), file);

        assertThat(readings("log"))
                .extracting(r -> r.measuredAt().toString())
                .containsExactly(
                        "2020-10-25T00:30:00Z", "2020-10-25T00:59:30Z", "2020-10-25T01:00:00Z", "2020-10-25T01:30:00Z");
        assertThat(report.examples()).hasSize(1).first().asString().contains("does not exist in Europe/Warsaw");
    }

    @Test
    void aQuoteThatDoesNotEndIsNamed() throws IOException {
        Path file = file("torn.csv", "time,MM31/ch4\n2020-03-01T10:00:00Z,0.4\n2020-03-01T10:00:30Z,\"0.5\n");

        ImportReport report = run("log", csv("iso", null), file);

        assertThat(report.readings()).isEqualTo(1);
        assertThat(report.examples()).hasSize(1).first().asString().contains("torn.csv:", "no CSV from here");
    }

    private ImportReport run(String name, Form form, Path... files) throws IOException {
        return ArchiveImport.run(request(name, form, files), ports());
    }

    private ImportRequest request(String name, Form form, Path... files) {
        return new ImportRequest(data, plan(), SITE, name, List.of(files), form);
    }

    private static ImportRequest.Ports ports() {
        return new ImportRequest.Ports("test", AS_THEY_ARE, NOW, () -> false, (file, line, readings, rejected) -> {});
    }

    private static Form csv(String time, @org.jspecify.annotations.Nullable ZoneId zone) {
        return new Form(Kind.CSV, TimeForm.of(time, zone), ',', false, Map.of());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(data.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static SensorId id(String device) {
        return new SensorId(SITE, device, Quantity.CH4);
    }

    private static Reading past(String device, String at, double value) {
        return new Reading(id(device), Instant.parse(at), Instant.parse(at), value, Quality.of(Mark.IMPORTED));
    }

    private List<Reading> readings(String name) {
        List<Reading> readings = new ArrayList<>();
        for (JournalEntry entry : entries(name)) {
            if (entry.content() instanceof ReadingBatch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    readings.add(batch.reading(i, entry.receivedAt()));
                }
            }
        }
        return readings;
    }

    private List<JournalEntry> entries(String name) {
        List<JournalEntry> entries = new ArrayList<>();
        try (Journal journal = Journal.open(data.resolve("archive").resolve(name), SITE, JournalConfig.of("test"));
                JournalReader reader = journal.reader(0)) {
            while (reader.position() < journal.durable()) {
                JournalEntry entry = reader.next(Duration.ofSeconds(5));
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return entries;
    }

    private static Plan plan() {
        Map<String, Device> devices = new LinkedHashMap<>();
        for (String device : List.of("MM31", "MM116")) {
            Sensor sensor = new Sensor(
                    id(device),
                    "face",
                    LocationType.FACE,
                    Sensor.Role.REGISTERING,
                    "%",
                    new Sensor.Bounds(0, 5),
                    new Sensor.Bounds(-1, 100),
                    Duration.ofSeconds(30),
                    Sensor.Care.due(null));
            devices.put(device, new Device(SITE, device, "face", Texts.same(device), "", null, null, List.of(sensor)));
        }
        Zone face = new Zone(SITE, "face", LocationType.FACE, "face", List.of(), Texts.same("face"));
        Site site = new Site(
                SITE,
                Texts.same(SITE),
                "",
                ZoneId.of("UTC"),
                List.of(LocalTime.MIDNIGHT),
                Map.of("face", face),
                devices,
                Map.of(),
                List.of());
        return new Plan("hash", "text", Map.of(SITE, site));
    }
}
