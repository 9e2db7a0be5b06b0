package kz.qalqan.alerts.channel;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Outside tools: absent, the test is skipped by name, unless {@code QALQAN_REQUIRE} demands the tool. */
final class Tools {
    private Tools() {}

    static Path require(String program) {
        Optional<Path> found = Arrays.stream(
                        String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        List<String> required = List.of(
                Optional.ofNullable(System.getenv("QALQAN_REQUIRE")).orElse("").split(",", -1));
        if (found.isEmpty() && required.contains(program)) {
            throw new AssertionError("QALQAN_REQUIRE demands " + program + ", which is not on the PATH");
        }
        if (found.isEmpty()) {
            System.out.println("skipped: " + program + " is not on the PATH");
        }
        Assumptions.assumeTrue(found.isPresent(), program + " is not on the PATH");
        return found.orElseThrow();
    }

    /** The folder of public data, or the test is skipped. */
    static Path data(String folder) {
        String configured = System.getenv("QALQAN_TEST_DATA");
        List<Path> places = configured != null
                ? List.of(Path.of(configured))
                : List.of(Path.of("../shared/data"), Path.of("../../shared/data"), Path.of("../../../shared/data"));
        Optional<Path> found = places.stream()
                .map(place -> place.resolve(folder))
                .filter(Files::isDirectory)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no data folder " + folder + "; set QALQAN_TEST_DATA");
        }
        Assumptions.assumeTrue(found.isPresent(), "no data folder " + folder);
        return found.orElseThrow();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a server that listens on a port, in a directory where its words go to a file. */
    static Process start(Path directory, int port, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            }
        });
        return process;
    }

    static void end(Process process) {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
