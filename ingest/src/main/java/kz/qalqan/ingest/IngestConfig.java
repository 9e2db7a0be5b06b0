package kz.qalqan.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import kz.qalqan.ingest.sparkplug.HostLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages come from, and who we are there.
 *
 * @param uri the broker: {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param clientId unique and stable: the broker keeps our session under it; {@code {clientId}-out} publishes
 * @param login user and password; null where the broker asks for none
 * @param tls what an encrypted connection needs
 * @param sessionExpiry how long the broker keeps what comes while we are away
 * @param receiveMaximum most messages the broker may have on their way to us unacknowledged: the flow limit
 * @param checkpoint file in an existing directory in which the balance is kept, so that a start need not read whole
 *     journals; null to read them
 * @param sparkplug how we are a Sparkplug host application, by the connection {@code {clientId}-sparkplug}; null to
 *     hear no Sparkplug
 * @param probe whether to find out at the start how much the broker keeps for a session that is away
 */
public record IngestConfig(
        URI uri,
        String clientId,
        @Nullable Login login,
        Tls tls,
        Duration sessionExpiry,
        int receiveMaximum,
        @Nullable Path checkpoint,
        @Nullable Sparkplug sparkplug,
        boolean probe) {
    /** Flow limit unless told otherwise: more brings nothing, less makes the broker wait. */
    public static final int RECEIVE_MAXIMUM = 1_000;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int RECEIVE_MAXIMUM_MAX = 65_535;

    /**
     * User and password at the broker.
     *
     * @param username the user
     * @param password the password
     */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /**
     * Files (PEM) of an encrypted connection, read anew for each.
     *
     * @param ca certificates the broker's must come from; null for those of the JDK
     * @param own how we prove who we are; null where the broker asks for no certificate
     */
    public record Tls(@Nullable Path ca, @Nullable Own own) {
        /** The JDK's issuers, no certificate of our own. */
        public static final Tls STANDARD = new Tls(null, null);
    }

    /**
     * Our own certificate.
     *
     * @param certificate chain, ours first
     * @param key its private key, PKCS#8, not encrypted
     */
    public record Own(Path certificate, Path key) {}

    /**
     * A Sparkplug host application.
     *
     * @param hostId unique among the hosts of the broker; nodes may wait for it
     * @param reorderTimeout how long a message that came early waits for those before it
     */
    public record Sparkplug(String hostId, Duration reorderTimeout) {
        /** With the usual reorder timeout. */
        public static Sparkplug of(String hostId) {
            return new Sparkplug(hostId, HostLimits.REORDER_TIMEOUT);
        }
    }

    public IngestConfig {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("mqtt.client-id must not be empty: the session is kept under it");
        }
        if (sessionExpiry.isNegative() || sessionExpiry.isZero()) {
            throw new IllegalArgumentException("mqtt.session-expiry " + sessionExpiry + ": must be positive");
        }
        if (receiveMaximum < 1 || receiveMaximum > RECEIVE_MAXIMUM_MAX) {
            throw new IllegalArgumentException("receive maximum " + receiveMaximum + ": allowed is 1 to 65535");
        }
    }

    /** Without credentials, a session kept for a week. */
    public static IngestConfig of(URI uri, String clientId) {
        return new IngestConfig(uri, clientId, null, Tls.STANDARD, WEEK, RECEIVE_MAXIMUM, null, null, false);
    }

    /** The same with a login. */
    public IngestConfig withLogin(String username, String password) {
        Login as = new Login(username, password);
        return new IngestConfig(uri, clientId, as, tls, sessionExpiry, receiveMaximum, checkpoint, sparkplug, probe);
    }

    /** The same with a checkpoint file. */
    public IngestConfig withCheckpoint(Path file) {
        return new IngestConfig(uri, clientId, login, tls, sessionExpiry, receiveMaximum, file, sparkplug, probe);
    }

    /** The same with another time for which the broker keeps the session. */
    public IngestConfig withSessionExpiry(Duration expiry) {
        return new IngestConfig(uri, clientId, login, tls, expiry, receiveMaximum, checkpoint, sparkplug, probe);
    }

    /** The same, looking at the broker's queue at the start. */
    public IngestConfig probing() {
        return new IngestConfig(uri, clientId, login, tls, sessionExpiry, receiveMaximum, checkpoint, sparkplug, true);
    }

    /** The same with another flow limit. */
    public IngestConfig withReceiveMaximum(int messages) {
        return new IngestConfig(uri, clientId, login, tls, sessionExpiry, messages, checkpoint, sparkplug, probe);
    }

    /** The same with these files. */
    public IngestConfig withTls(Tls files) {
        return new IngestConfig(
                uri, clientId, login, files, sessionExpiry, receiveMaximum, checkpoint, sparkplug, probe);
    }

    /** The same as a Sparkplug host application. */
    public IngestConfig withSparkplug(Sparkplug host) {
        return new IngestConfig(uri, clientId, login, tls, sessionExpiry, receiveMaximum, checkpoint, host, probe);
    }
}
