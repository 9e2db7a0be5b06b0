package kz.qalqan.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ CE in this process, on loopback, for the demo, tests and small sites: comfortable at 2,000 messages a second,
 * at its limit at 5,000. A production site brings its own broker.
 *
 * <p>After the start only the service gets in; {@link #admitDevices()} opens it to devices.
 *
 * <p>Threads: start and close from one thread, the rest from any.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int START_SECONDS_MAX = 60;
    private static final int STOP_SECONDS_MAX = 30;
    private static final int PROBE_MS_MAX = 5_000;

    private final EmbeddedHiveMQ hive;
    private final Gatekeeper gatekeeper;
    private final int port;

    private EmbeddedBroker(EmbeddedHiveMQ hive, Gatekeeper gatekeeper, int port) {
        this.hive = hive;
        this.gatekeeper = gatekeeper;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it accepts connections.
     *
     * @throws BrokerStartFailed when the port is taken, the directory is not writable or in use, or it takes longer
     *     than a minute
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        int port = freePort(config.port());
        Gatekeeper gatekeeper = new Gatekeeper(config.service());
        EmbeddedHiveMQ hive = build(config, gatekeeper, port);
        HiveSettings.apply();
        try {
            await(hive.start(), START_SECONDS_MAX);
            probe(port);
        } catch (ExecutionException | TimeoutException | IOException e) {
            stopQuietly(hive);
            throw new BrokerStartFailed(
                    "the embedded broker did not start on 127.0.0.1:" + port + " with its data in " + config.data(), e);
        }
        log.info("embedded broker on 127.0.0.1:{}, {}", port, config.persistence());
        return new EmbeddedBroker(hive, gatekeeper, port);
    }

    /** The TCP port it listens on. */
    public int port() {
        return port;
    }

    /** Its address as configuration and {@code run.json} name it: {@code mqtt://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** From now on devices on this machine get in without credentials: to be called when ingest has its SUBACK. */
    public void admitDevices() {
        gatekeeper.admitDevices();
    }

    @Override
    public void close() {
        stopQuietly(hive);
    }

    private static EmbeddedHiveMQ build(BrokerConfig config, Gatekeeper gatekeeper, int port) {
        try {
            Path configuration = Files.createDirectories(config.data().resolve("conf"));
            Path data = Files.createDirectories(config.data().resolve("data"));
            Path extensions = Files.createDirectories(config.data().resolve("extensions"));
            Files.writeString(configuration.resolve("config.xml"), HiveSettings.xml(port, config.persistence()));
            return EmbeddedHiveMQ.builder()
                    .withConfigurationFolder(configuration)
                    .withDataFolder(data)
                    .withExtensionsFolder(extensions)
                    .withEmbeddedExtension(extension(gatekeeper))
                    .withoutLoggingBootstrap()
                    .build();
        } catch (IOException e) {
            throw new BrokerStartFailed("the embedded broker cannot write to " + config.data(), e);
        }
    }

    private static EmbeddedExtension extension(Gatekeeper gatekeeper) {
        return EmbeddedExtension.builder()
                .withId("qalqan-gate")
                .withName("Qalqan gate")
                .withVersion("1")
                .withAuthor("Qalqan")
                .withPriority(0)
                .withStartPriority(1000)
                .withExtensionMain(new ExtensionMain() {
                    @Override
                    public void extensionStart(ExtensionStartInput in, ExtensionStartOutput out) {
                        Services.securityRegistry().setAuthenticatorProvider(provided -> gatekeeper);
                    }

                    @Override
                    public void extensionStop(ExtensionStopInput in, ExtensionStopOutput out) {}
                })
                .build();
    }

    /**
     * The port asked for, or any free one. The broker itself would only log that a port is taken, and start without.
     */
    private static int freePort(int asked) {
        try (ServerSocket socket = new ServerSocket(asked, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerStartFailed("port " + asked + " on 127.0.0.1 is taken: no embedded broker there", e);
        }
    }

    private static void probe(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MS_MAX);
        }
    }

    private static void await(CompletableFuture<Void> step, int seconds) throws ExecutionException, TimeoutException {
        try {
            step.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        }
    }

    private static void stopQuietly(EmbeddedHiveMQ hive) {
        try {
            await(hive.stop(), STOP_SECONDS_MAX);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("embedded broker did not stop cleanly within {} s", STOP_SECONDS_MAX, e);
        }
    }
}
