package kz.qalqan.simulator;

import java.net.URI;
import java.time.Duration;
import kz.qalqan.telemetry.Names;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator is asked to play, and where.
 *
 * @param broker {@code mqtt://host:port} or, with TLS, {@code mqtts://host:port}
 * @param site the site of the plan it plays
 * @param scenario its name, one of {@link Simulator#scenarios()}
 * @param seed same seed, same values
 * @param rate how many times faster than real the mine lives; stamps on the wire stay true
 * @param duration mine time after which it ends; null plays until closed
 * @param credentials what the broker asks for; null for none
 */
public record SimulatorConfig(
        URI broker,
        String site,
        String scenario,
        long seed,
        double rate,
        @Nullable Duration duration,
        @Nullable Credentials credentials) {
    /** Fastest mine, times real. */
    public static final double RATE_MAX = 1000;

    /**
     * A user of the broker.
     *
     * @param user name
     * @param password never printed
     */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    public SimulatorConfig {
        Names.require("site", site);
        if (!(rate > 0 && rate <= RATE_MAX)) {
            throw new IllegalArgumentException("rate " + rate + ": allowed is above 0 and up to " + RATE_MAX);
        }
        if (broker.getHost() == null) {
            throw new IllegalArgumentException("broker '" + broker + "' names no host: mqtt://host:port is expected");
        }
    }

    /** Seed 1, real time, no end, no credentials: what the demo plays. */
    public static SimulatorConfig of(URI broker, String site, String scenario) {
        return new SimulatorConfig(broker, site, scenario, 1, 1, null, null);
    }

    /** Whether the connection is encrypted. */
    boolean tls() {
        return "mqtts".equals(broker.getScheme()) || "ssl".equals(broker.getScheme());
    }

    int port() {
        return broker.getPort() >= 0 ? broker.getPort() : tls() ? 8883 : 1883;
    }
}
