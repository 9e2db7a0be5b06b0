package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor restarts by exit code: a start that failed must never look like one that was stopped as asked. */
class ExitCodeIT {
    @TempDir
    private Path directory;

    @Test
    void aServiceWhoseStartFailsEndsWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = Files.writeString(
                    directory.resolve("qalqan.yml"),
                    "data: \"%s\"\nhttp: {port: %d}\nmqtt: {uri: \"mqtt://127.0.0.1:1\"}\n"
                            .formatted(directory.resolve("data"), taken.getLocalPort()));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            "kz.qalqan.app.cli.Main",
                            "serve",
                            "--config",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("log"))).contains("Address already in use");
        }
    }
}
