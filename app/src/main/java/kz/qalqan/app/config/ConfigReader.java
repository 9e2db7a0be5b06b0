package kz.qalqan.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import kz.qalqan.plan.FaultyDocument;
import kz.qalqan.plan.YamlDocument;
import kz.qalqan.telemetry.Names;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code qalqan.yml} and the environment. Unknown keys and wrong values are refused with the key, the line, the
 * value and what is allowed (contract 2).
 *
 * <p>Threads: any.
 */
public final class ConfigReader {
    private static final int PORT_MAX = 65_535;
    private static final int SIZE_MAX = 1 << 24;
    private static final Set<String> SCHEMES = Set.of("mqtt", "mqtts", "tcp", "ssl", "ws", "wss");

    private ConfigReader() {}

    /**
     * Reads a configuration file.
     *
     * @param environment usually {@code System.getenv()}
     * @throws FaultyDocument when anything is wrong
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Config read(Path file, Map<String, String> environment) {
        try {
            return parse(Files.readString(file), file.toString(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException("configuration " + file + " cannot be read: " + e, e);
        }
    }

    /** Reads a configuration from its text. */
    public static Config parse(String text, String file, Map<String, String> environment) {
        YamlDocument document = YamlDocument.parse(text, file);
        Settings settings = new Settings(document, environment);
        boolean embedded = settings.flag("broker.embedded", false);
        Config config = new Config(
                path(settings, "data", "./data"),
                settings.text("plan", "karaganda-1"),
                http(settings, document),
                mqtt(settings, document, embedded),
                new Config.Broker(embedded, settings.whole("broker.port", 1883, 0, PORT_MAX)),
                journal(settings, document),
                new HistorySettings(settings, document).read(),
                new Config.Database(
                        settings.text("database.url", ""),
                        settings.text("database.user", ""),
                        settings.secret("database.password")),
                new Config.Rules(settings.text("rules.preset", "kz-default"), path(settings, "rules.extra", "rules.d")),
                new NotifySettings(settings).read(),
                new Config.Admin(settings.secret("admin.password")));
        settings.refuseUnknownKeys();
        document.finish();
        return config;
    }

    private static Config.Http http(Settings settings, YamlDocument document) {
        return new Config.Http(
                settings.text("http.bind", "127.0.0.1"),
                settings.whole("http.port", 8080, 0, PORT_MAX),
                tls(settings, document, "http.tls"));
    }

    private static Config.Journal journal(Settings settings, YamlDocument document) {
        Config.Journal journal = new Config.Journal(
                settings.whole("journal.retention-days", 30, 1, 36_500),
                settings.whole("journal.retention-gib", 100, 1, SIZE_MAX),
                settings.whole("journal.follower-cap-gib", 200, 1, SIZE_MAX),
                settings.whole("journal.soft-free-mib", 2_048, 0, SIZE_MAX),
                settings.whole("journal.hard-free-mib", 512, 0, SIZE_MAX),
                settings.whole("journal.reserve-mib", 64, 0, SIZE_MAX));
        if (journal.softFreeMib() < journal.hardFreeMib()) {
            document.fault(
                    settings.find("journal.soft-free-mib").line(),
                    "journal.soft-free-mib",
                    "'" + journal.softFreeMib() + "': allowed is at least journal.hard-free-mib, "
                            + journal.hardFreeMib());
        }
        if (journal.followerCapGib() < journal.retentionGib()) {
            document.fault(
                    settings.find("journal.follower-cap-gib").line(),
                    "journal.follower-cap-gib",
                    "'" + journal.followerCapGib() + "': allowed is at least journal.retention-gib, "
                            + journal.retentionGib());
        }
        return journal;
    }

    /** Certificate and key under a key of the file; both or none. */
    private static Config.@Nullable Tls tls(Settings settings, YamlDocument document, String under) {
        Path certificate = optionalPath(settings, under + ".certificate");
        Path key = optionalPath(settings, under + ".key");
        if ((certificate == null) != (key == null)) {
            document.fault(settings.find(under).line(), under, "needs both, certificate and key");
        }
        return certificate == null || key == null ? null : new Config.Tls(certificate, key);
    }

    private static Config.Mqtt mqtt(Settings settings, YamlDocument document, boolean embedded) {
        URI uri = settings.text("mqtt.uri", "").isEmpty()
                ? null
                : settings.read("mqtt.uri", URI.create("mqtt://unreadable"), ConfigReader::brokerUri);
        if (uri == null && !embedded) {
            document.fault(0, "mqtt.uri", "is missing: the broker readings come from, for example mqtts://broker:8883");
        }
        String clientId = settings.read("mqtt.client-id", "qalqan-1", text -> Names.require("client-id", text));
        return new Config.Mqtt(
                uri,
                clientId,
                settings.secret("mqtt.username"),
                settings.secret("mqtt.password"),
                optionalPath(settings, "mqtt.ca"),
                tls(settings, document, "mqtt"),
                settings.find("mqtt.session-expiry").duration(Duration.ofDays(7)),
                sparkplug(settings, clientId),
                settings.flag("mqtt.probe", true));
    }

    private static Config.@Nullable Sparkplug sparkplug(Settings settings, String clientId) {
        boolean enabled = settings.flag("mqtt.sparkplug.enabled", true);
        Config.Sparkplug host = new Config.Sparkplug(
                settings.read("mqtt.sparkplug.host-id", clientId, text -> Names.require("host-id", text)),
                settings.find("mqtt.sparkplug.reorder-timeout").duration(Duration.ofSeconds(2)));
        return enabled ? host : null;
    }

    private static URI brokerUri(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + text + "': allowed is scheme://host:port with scheme mqtt, mqtts, ws or wss");
        }
        if (uri.getUserInfo() != null) { // not repeated in the message: it may hold a password
            throw new IllegalArgumentException(
                    "user and password do not belong into the address, which is logged: see mqtt.username,"
                            + " mqtt.password");
        }
        return uri;
    }

    private static Path path(Settings settings, String key, String missing) {
        return settings.read(key, Path.of(missing), Path::of);
    }

    private static @Nullable Path optionalPath(Settings settings, String key) {
        String text = settings.text(key, "");
        return text.isEmpty() ? null : Path.of(text);
    }
}
