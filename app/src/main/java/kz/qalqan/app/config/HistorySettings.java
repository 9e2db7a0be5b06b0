package kz.qalqan.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.qalqan.history.EmbeddedConfig.Retention;
import kz.qalqan.history.InfluxConfig;
import kz.qalqan.plan.YamlDocument;
import kz.qalqan.plan.YamlValue;

/** Reads {@code history}: where time series are kept. */
final class HistorySettings {
    private static final String INFLUXDB = "influxdb";
    private static final List<String> OF_INFLUXDB =
            List.of("url", "org", "bucket", "connect-timeout", "timeout", "batch-size");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration WAIT_MIN = Duration.ofMillis(100);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);
    private static final int BATCH_MAX = 50_000;

    private final Settings settings;
    private final YamlDocument document;

    HistorySettings(Settings settings, YamlDocument document) {
        this.settings = settings;
        this.document = document;
    }

    Config.History read() {
        String kind = settings.word("history.kind", "embedded", List.of("embedded", INFLUXDB));
        InfluxConfig influx = influx(kind.equals(INFLUXDB));
        if (!kind.equals(INFLUXDB)) {
            refuseWhatWouldDoNothing();
        }
        return new Config.History(kind, kept(), kind.equals(INFLUXDB) ? influx : null);
    }

    private Config.Kept kept() {
        Retention usual = Retention.STANDARD;
        int rawDays = settings.whole("history.raw-days", usual.rawDays(), 1, Retention.DAYS_MAX);
        int rollupDays = Math.max(rawDays, usual.rollupDays());
        return new Config.Kept(
                rawDays,
                settings.whole("history.rollup-days", rollupDays, rawDays, Retention.DAYS_MAX),
                settings.whole("history.aside-days", usual.asideDays(), 1, Retention.DAYS_MAX));
    }

    private InfluxConfig influx(boolean wanted) {
        String bucket = settings.text("history.bucket", "");
        URI url = settings.read("history.url", URI.create("http://missing"), HistorySettings::serverUrl);
        if (wanted && settings.text("history.url", "").isEmpty()) {
            fault("url", "is missing: the server of kind influxdb, for example http://influxdb:8086");
        }
        if (wanted && bucket.isEmpty()) {
            fault("bucket", "is missing: the bucket of kind influxdb; of a 1.8 server database/retention-policy");
        }
        return new InfluxConfig(
                url,
                settings.secret("history.token"),
                settings.text("history.org", ""),
                bucket,
                wait("history.connect-timeout", InfluxConfig.CONNECT),
                wait("history.timeout", InfluxConfig.ANSWER),
                settings.whole("history.batch-size", InfluxConfig.BATCH, 1, BATCH_MAX));
    }

    private void refuseWhatWouldDoNothing() {
        for (String key : OF_INFLUXDB) {
            YamlValue value = settings.find("history." + key);
            if (!settings.text("history." + key, "").isEmpty()) {
                value.fault("is a setting of kind influxdb, and the kind is embedded");
            }
        }
    }

    private void fault(String key, String what) {
        document.fault(settings.find("history").line(), "history." + key, what);
    }

    private Duration wait(String path, Duration missing) {
        return settings.read(path, missing, text -> {
            Duration wait = YamlValue.parseDuration(text);
            if (wait.compareTo(WAIT_MIN) < 0 || wait.compareTo(WAIT_MAX) > 0) {
                throw new IllegalArgumentException("'" + text + "': allowed is a duration from 100ms to 1m");
            }
            return wait;
        });
    }

    private static URI serverUrl(String text) {
        URI url = URI.create(text);
        if (text.isEmpty()) { // as compose hands on what is not set
            return url;
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "': allowed is http://host:port or https://host:port");
        }
        if (url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("a secret does not belong here: use QALQAN_HISTORY_TOKEN_FILE");
        }
        return url;
    }
}
