package kz.qalqan.app;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import kz.qalqan.app.config.Config;
import kz.qalqan.broker.BrokerConfig;
import kz.qalqan.ingest.IngestConfig;

/**
 * How ingest signs in at the broker. At the embedded one with a password made for this run, which nobody else knows and
 * nothing keeps; at the site's own with what the configuration says.
 */
record BrokerLogin(String clientId, String username, String password) {
    private static final int PASSWORD_BYTES = 24;

    static BrokerLogin of(Config config) {
        Config.Mqtt mqtt = config.mqtt();
        return config.broker().embedded()
                ? new BrokerLogin(mqtt.clientId(), "qalqan", random())
                : new BrokerLogin(mqtt.clientId(), mqtt.username(), mqtt.password());
    }

    /** Who owns the embedded broker. */
    BrokerConfig.Owner owner() {
        return new BrokerConfig.Owner(clientId, username, password);
    }

    IngestConfig ingest(Config config, URI uri) {
        IngestConfig.Login login = username.isEmpty() ? null : new IngestConfig.Login(username, password);
        Config.Mqtt mqtt = config.mqtt();
        Config.Tls own = mqtt.own();
        Config.Sparkplug host = mqtt.sparkplug();
        return new IngestConfig(
                uri,
                clientId,
                login,
                new IngestConfig.Tls(
                        mqtt.ca(), own == null ? null : new IngestConfig.Own(own.certificate(), own.key())),
                mqtt.sessionExpiry(),
                IngestConfig.RECEIVE_MAXIMUM,
                config.data().resolve("ingest.checkpoint"),
                host == null ? null : new IngestConfig.Sparkplug(host.hostId(), host.reorderTimeout()),
                mqtt.probe() && !config.broker().embedded());
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "BrokerLogin[" + clientId + "]";
    }
}
