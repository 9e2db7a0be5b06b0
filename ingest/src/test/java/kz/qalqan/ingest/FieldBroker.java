package kz.qalqan.ingest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker we did not write, as a process of its own that can be stopped, killed and started again on its port. */
final class FieldBroker implements AutoCloseable {
    private final Path program = Tools.require("mosquitto");
    private final Path directory;
    private final Path config;
    private final int port = freePort();
    private Process process;

    /**
     * Lets anybody in on loopback; {@code settings} come on top. Started by root it would become another user, who may
     * not read the test's files; otherwise it ignores that setting.
     */
    FieldBroker(Path directory, String settings) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.config = Files.writeString(
                directory.resolve("mosquitto.conf"),
                "user root%nlistener %d 127.0.0.1%nallow_anonymous true%nlog_dest stdout%n%s%n"
                        .formatted(port, settings));
        this.process = launch();
    }

    /** With sessions that survive a restart, and queues that drop nothing. */
    static FieldBroker durable(Path directory) throws IOException {
        return new FieldBroker(directory, """
                persistence true
                persistence_location %s/
                autosave_interval 1
                max_queued_messages 0
                max_inflight_messages 0
                """.formatted(directory.toAbsolutePath()));
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("mosquitto.log"));
    }

    /** Ends it in order. */
    void stop() {
        process.destroy();
        ended();
    }

    /** Starts it again with what it kept. */
    void again() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(program.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("mosquitto.log").toFile()))
                .start();
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            }
        });
        return started;
    }

    private void ended() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended();
    }
}
