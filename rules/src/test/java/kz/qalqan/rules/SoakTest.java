package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random journals: a replay gives what the live run gave, and so does a run killed at any record and restored from its
 * snapshot. A few seeds in a normal build; a thousand in the profile {@code soak}, which sets {@code qalqan.soak} to
 * true, or as many as it says.
 */
class SoakTest {
    private static final int ENTRIES = 400;
    private static final int SEEDS = Boolean.getBoolean("qalqan.soak") ? 1000 : Integer.getInteger("qalqan.soak", 4);
    private static final List<Integer> JAVAS = List.of(17, 25);
    private static final Path JVMS = Path.of("/usr/lib/jvm");

    private final Plan plan = PlanReader.parse(Plans.EVERYTHING, "test.yml");

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            seeds.add(seed * 7919);
        }
        return seeds;
    }

    private RuleEngine engine() {
        return RuleEngine.start(RulesConfig.standard(), plan, "m", change -> plan);
    }

    private static List<String> texts(RuleEngine engine, JournalEntry entry) {
        return engine.apply(entry).stream().map(Digest::text).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReplayAndARunKilledAtAnyRecordGiveTheFindingsOfTheLiveRun(long seed) {
        List<JournalEntry> journal = RandomMine.journal(plan, seed, ENTRIES);
        List<List<String>> live = new ArrayList<>();
        try (RuleEngine engine = engine();
                RuleEngine again = engine()) {
            for (JournalEntry entry : journal) {
                live.add(texts(engine, entry));
                assertThat(texts(again, entry))
                        .as("replay, seed " + seed + ", " + entry)
                        .isEqualTo(live.get(live.size() - 1));
            }
        }
        assertThat(live.stream().mapToInt(List::size).sum()).as("seed " + seed).isGreaterThan(100);
        killed(journal, seed, live);
    }

    /** Key and change: what a failure shows first. */
    private static String heading(String text) {
        return text.substring(0, text.indexOf('|', text.indexOf('|') + 1));
    }

    /** Killed and restored again and again, on average after every eighth record. */
    private void killed(List<JournalEntry> journal, long seed, List<List<String>> live) {
        SplittableRandom random = new SplittableRandom(seed);
        RuleEngine engine = engine();
        for (int i = 0; i < journal.size(); i++) {
            if (random.nextInt(8) == 0) {
                byte[] state = engine.snapshot();
                engine.close();
                engine = engine();
                engine.restore(state);
            }
            List<String> found = texts(engine, journal.get(i));
            String where = "killed, seed " + seed + ", entry " + i + " " + journal.get(i);
            assertThat(found.stream().map(SoakTest::heading).toList())
                    .as(where)
                    .isEqualTo(live.get(i).stream().map(SoakTest::heading).toList());
            assertThat(found).as(where).isEqualTo(live.get(i));
        }
        engine.close();
    }

    @Test
    void theOtherJavaFindsTheSameByteForByte() throws IOException, InterruptedException, NoSuchAlgorithmException {
        int mine = Runtime.version().feature();
        int other = JAVAS.get(0) == mine ? JAVAS.get(1) : JAVAS.get(0);
        Path home = homes().get(other);
        assumeTrue(home != null, "no Java " + other + " under " + JVMS + " to compare this Java " + mine + " with");
        String java = home == null ? "" : home.resolve("bin/java").toString();
        String classPath = classPath();
        Path output = Files.createTempFile("digest", ".txt");
        Process process = new ProcessBuilder(java, "-cp", classPath, Digest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        assertThat(exit).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("digest ")))
                .as("Java " + other + " beside Java " + mine)
                .containsExactly("digest " + Digest.ofLongRun());
    }

    /** Where our classes, those of the tests and all they use are. */
    private static String classPath() throws IOException {
        String told = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ClassLoader loader = SoakTest.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : told;
    }

    /** Installed Javas by feature version. */
    private static Map<Integer, Path> homes() throws IOException {
        Map<Integer, Path> homes = new TreeMap<>();
        if (!Files.isDirectory(JVMS)) {
            return homes;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(JVMS)) {
            for (Path home : all) {
                if (Files.isReadable(home.resolve("release")) && Files.isExecutable(home.resolve("bin/java"))) {
                    homes.put(feature(home.resolve("release")), home);
                }
            }
        }
        return homes;
    }

    private static int feature(Path release) throws IOException {
        Properties said = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            said.load(in);
        }
        String version = said.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }
}
