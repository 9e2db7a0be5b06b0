package kz.qalqan.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page's files hang together and its stores pass their own tests. */
class PageFilesTest {
    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\": \"(/_static/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("(?:from|import) '([^']+)'|import\\('([^']+)'\\)");
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"\\./([^\"]+)\"");
    private static final int NODE_SECONDS = 60;

    @Test
    void libraryInTheImportMapLiesOnTheClassPath() throws IOException {
        List<MatchResult> mapped = matches(MAPPED, read("index.html"));

        assertThat(mapped).hasSizeGreaterThanOrEqualTo(8);
        assertThat(mapped).allSatisfy(entry -> assertThat(resource("META-INF/resources" + fileOf(entry.group(2))))
                .as(entry.group(2))
                .isNotNull());
    }

    @Test
    void fileNamedInThePageExists() throws IOException {
        assertThat(matches(LINKED, read("index.html"))).isNotEmpty().allSatisfy(link -> assertThat(
                        resource("page/" + link.group(1)))
                .as(link.group(1))
                .isNotNull());
    }

    @Test
    void moduleImportsOnlyWhatExistsOrIsMapped() throws IOException {
        List<String> mapped = matches(MAPPED, read("index.html")).stream()
                .map(entry -> entry.group(1))
                .toList();
        Path page = page();
        try (Stream<Path> files = Files.walk(page)) {
            List<Path> modules =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            assertThat(modules).hasSizeGreaterThan(20);
            for (Path module : modules) {
                for (MatchResult found : matches(IMPORTED, Files.readString(module))) {
                    String name = found.group(1) == null ? found.group(2) : found.group(1);
                    boolean known = name.startsWith(".")
                            ? Files.exists(module.resolveSibling(name).normalize())
                            : mapped.stream()
                                    .anyMatch(key -> key.endsWith("/") ? name.startsWith(key) : name.equals(key));
                    assertThat(known)
                            .as("%s imports %s", page.relativize(module), name)
                            .isTrue();
                }
            }
        }
    }

    /** Node is for those who change the page; a machine with only a JDK builds without it. */
    @Test
    void storesPassTheirTestsInNode() throws IOException, InterruptedException {
        assumeTrue(
                nodeIsThere(),
                "skipped: no `node` of version 20 or newer on the PATH, the page's stores were not tested");
        List<String> tests;
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            tests = files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .toList();
        }
        assertThat(tests).isNotEmpty();

        Process node = new ProcessBuilder(Stream.concat(Stream.of("node", "--test"), tests.stream())
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(NODE_SECONDS, TimeUnit.SECONDS))
                .as("node ended")
                .isTrue();
        assertThat(node.exitValue()).as(said).isZero();
    }

    /** A mapped folder stands for its files; a jar need not list folders, but each of these carries its licence. */
    private static String fileOf(String mapped) {
        return mapped.endsWith("/") ? mapped + "LICENSE" : mapped;
    }

    private static boolean nodeIsThere() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return node.waitFor() == 0 && Integer.parseInt(version.replaceAll("^v|\\..*", "")) >= 20;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Path page() {
        URL index = Objects.requireNonNull(resource("page/index.html"), "no page on the class path");
        return Path.of(URI.create(index.toString())).resolveSibling(".").normalize();
    }

    private static String read(String name) throws IOException {
        try (InputStream in = PageFilesTest.class.getClassLoader().getResourceAsStream("page/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static @Nullable URL resource(String name) {
        return PageFilesTest.class.getClassLoader().getResource(name);
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
