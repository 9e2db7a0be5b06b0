package kz.qalqan.web;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the HTTP server is reached.
 *
 * @param bind address to listen on; loopback unless told otherwise
 * @param port 0 for any free one
 * @param tls certificate and key; empty for plain HTTP
 * @param simulation whether the readings are the simulator's: the page says so
 * @param version version and commit
 */
public record WebConfig(String bind, int port, Optional<Tls> tls, boolean simulation, String version) {
    /**
     * A certificate chain and its key, both PEM.
     *
     * @param certificate file of the chain
     * @param key file of the key
     */
    public record Tls(Path certificate, Path key) {}

    /** On loopback, without TLS. */
    public static WebConfig loopback(int port, boolean simulation, String version) {
        return new WebConfig("127.0.0.1", port, Optional.empty(), simulation, version);
    }
}
