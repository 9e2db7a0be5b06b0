package kz.qalqan.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A mosquitto with the settings of docs/brokers.md that can be restarted and killed. */
final class MosquittoProcess implements AutoCloseable {
    private final Path program = Tools.require("mosquitto");
    private final Path directory;
    private final int port;
    private Process process;

    MosquittoProcess(Path directory, String more) throws IOException {
        this.directory = Files.createDirectories(directory);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        // Started by root it would become a user who may not write here; otherwise it ignores the first line.
        Files.writeString(directory.resolve("mosquitto.conf"), """
                user root
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                autosave_interval 1
                max_queued_messages 0
                max_inflight_messages 0
                max_topic_alias 0
                %s
                """.formatted(port, directory.toAbsolutePath(), more));
        this.process = launch();
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Ends it in order and starts it again. */
    void restart() throws IOException {
        end();
        process = launch();
    }

    /** Ends it in order. */
    void end() {
        process.destroy();
        ended();
    }

    /** kill −9, and starts it again. */
    void kill() throws IOException {
        process.destroyForcibly();
        ended();
        process = launch();
    }

    private void ended() {
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        program.toString(),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("mosquitto.log").toFile()))
                .start();
        RunningService.await().ignoreExceptions().until(() -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            }
        });
        return started;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended();
    }
}
