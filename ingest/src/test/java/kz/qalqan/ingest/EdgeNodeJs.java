package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** An edge node of sparkplug-client, in a process of its own that can be killed (src/test/js/sparkplug). */
final class EdgeNodeJs implements AutoCloseable {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "edge-node.js");
    private static final long INSTALL_S_MAX = 120;

    final List<String> said = new CopyOnWriteArrayList<>();
    private final Process process;
    private final PrintWriter commands;

    private EdgeNodeJs(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
        Thread reader = new Thread(this::read, "edge-node-js");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts node k1/{@code name} with device GA-07, and waits for its first births. */
    static EdgeNodeJs start(URI broker, String name) throws IOException, InterruptedException {
        Path folder = install();
        Process process = new ProcessBuilder(
                        Tools.require("node").toString(), "edge-node.js", broker.toString(), "k1", name, "GA-07")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        EdgeNodeJs node = new EdgeNodeJs(process);
        await().atMost(30, TimeUnit.SECONDS).until(() -> node.said.contains("born"));
        return node;
    }

    /** Installs the library once, by its lock file, without running what it brings. */
    private static synchronized Path install() throws IOException, InterruptedException {
        Path npm = Tools.require("npm");
        Path folder = Files.createDirectories(Path.of("target/js/sparkplug"));
        for (String file : FILES) {
            Files.copy(
                    Path.of("src/test/js/sparkplug", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(folder.resolve("node_modules/sparkplug-client"))) {
            Process install = new ProcessBuilder(
                            npm.toString(), "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            boolean done = install.waitFor(INSTALL_S_MAX, TimeUnit.SECONDS) && install.exitValue() == 0;
            if (!done) {
                System.out.println("skipped: npm could not install sparkplug-client, see target/js/sparkplug/npm.log");
            }
            Assumptions.assumeTrue(done, "npm could not install sparkplug-client");
        }
        return folder;
    }

    void tell(String command) {
        commands.println(command);
    }

    long times(String what) {
        return said.stream().filter(what::equals).count();
    }

    /** Ends it without a goodbye: the broker publishes its will. */
    void kill() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
