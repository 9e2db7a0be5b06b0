package kz.qalqan.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kz.qalqan.history.InfluxConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    /** The keys of contract 2, as a site would write them. */
    private static final String FULL = """
            data: ./data
            plan: plan/karaganda-1.yml
            http: { bind: 127.0.0.1, port: 8080 }
            mqtt: { uri: "mqtts://broker:8883", client-id: qalqan-1, username: q, ca: ca.pem, session-expiry: 7d }
            broker: { embedded: false, port: 1883 }
            history: { kind: embedded }
            database: { url: "" }
            rules: { preset: kz-default, extra: rules.d/ }
            notify: []
            """;

    private static Config parse(String text, Map<String, String> environment) {
        return ConfigReader.parse(text, "qalqan.yml", environment);
    }

    @Test
    void theKeysOfTheContractAreRead() {
        Config config = parse(FULL, Map.of());
        assertThat(config.mqtt().uri()).isEqualTo(URI.create("mqtts://broker:8883"));
        assertThat(config.mqtt().sessionExpiry()).isEqualTo(Duration.ofDays(7));
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.plan()).isEqualTo("plan/karaganda-1.yml");
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        Config config = parse(FULL, Map.of("QALQAN_HTTP_PORT", "0", "QALQAN_MQTT_CLIENT_ID", "qalqan-2"));
        assertThat(config.http().port()).isZero();
        assertThat(config.mqtt().clientId()).isEqualTo("qalqan-2");
    }

    @Test
    void sparkplugIsHeardUnlessItIsSwitchedOff() {
        assertThat(parse(FULL, Map.of()).mqtt().sparkplug())
                .isEqualTo(new Config.Sparkplug("qalqan-1", Duration.ofSeconds(2)));
        String mine = FULL.replace(
                "session-expiry: 7d", "session-expiry: 7d, sparkplug: { host-id: mine-host, reorder-timeout: 5s }");
        assertThat(parse(mine, Map.of()).mqtt().sparkplug())
                .isEqualTo(new Config.Sparkplug("mine-host", Duration.ofSeconds(5)));
        assertThat(parse(mine, Map.of("QALQAN_MQTT_SPARKPLUG_ENABLED", "false"))
                        .mqtt()
                        .sparkplug())
                .isNull();
        assertThatThrownBy(() -> parse(mine.replace("mine-host", "a/b"), Map.of()))
                .hasMessageContaining("mqtt.sparkplug.host-id");
    }

    @Test
    void aSecretComesFromItsFileAndIsNeverPrinted(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "hush-hush\n");
        Config config = parse(FULL, Map.of("QALQAN_MQTT_PASSWORD_FILE", file.toString()));
        assertThat(config.mqtt().password()).isEqualTo("hush-hush");
        assertThat(config.toString()).doesNotContain("hush-hush");
    }

    @Test
    void aWrongValueIsRefusedWithKeyLineValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> parse(FULL.replace("port: 8080", "port: 80800"), Map.of()))
                .hasMessageContaining("qalqan.yml:3: http.port: '80800': allowed is a whole number from 0 to 65535");
        assertThatThrownBy(() -> parse(FULL, Map.of("QALQAN_HTTP_PORT", "http")))
                .hasMessageContaining("environment QALQAN_HTTP_PORT: 'http': allowed is a whole number");
        assertThatThrownBy(() -> parse(FULL.replace("mqtts://broker:8883", "broker"), Map.of()))
                .hasMessageContaining("qalqan.yml:4: mqtt.uri: 'broker': allowed is scheme://host:port");
    }

    @Test
    void unknownKeysAreRefusedAtEveryDepth() {
        assertThatThrownBy(() -> parse(FULL + "colour: red\n", Map.of()))
                .hasMessageContaining("qalqan.yml:10: colour: unknown key; allowed are ");
        assertThatThrownBy(() -> parse(FULL.replace("bind:", "adress: x, bind:"), Map.of()))
                .hasMessageContaining("qalqan.yml:3: http.adress: unknown key; allowed are bind, port, tls");
    }

    @Test
    void ourOwnCertificateNeedsItsKeyAndSecretsDoNotBelongIntoTheAddress() {
        Config config = parse(FULL.replace("ca: ca.pem", "ca: ca.pem, certificate: q.pem, key: q.key"), Map.of());
        assertThat(config.mqtt().own()).isEqualTo(new Config.Tls(Path.of("q.pem"), Path.of("q.key")));
        assertThat(config.mqtt().probe()).isTrue();
        assertThatThrownBy(() -> parse(FULL.replace("ca: ca.pem", "certificate: q.pem"), Map.of()))
                .hasMessageContaining("qalqan.yml:4: mqtt: needs both, certificate and key");
        assertThatThrownBy(() -> parse(FULL.replace("//broker", "//user:hush-hush@broker"), Map.of()))
                .hasMessageContaining("mqtt.username, mqtt.password")
                .hasMessageNotContaining("hush-hush");
    }

    @Test
    void influxDbIsConfiguredWithItsTokenInAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "t0ken\n");
        String influx =
                "history: { kind: influxdb, url: \"http://influx:8086\", org: mine, bucket: qalqan, timeout: 3s }";
        Config config = parse(
                FULL.replace("history: { kind: embedded }", influx),
                Map.of("QALQAN_HISTORY_TOKEN_FILE", file.toString(), "QALQAN_HISTORY_CONNECT_TIMEOUT", "500ms"));
        assertThat(config.history().influx())
                .isEqualTo(new InfluxConfig(
                        URI.create("http://influx:8086"),
                        "t0ken",
                        "mine",
                        "qalqan",
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        InfluxConfig.BATCH));
        assertThat(config.toString()).doesNotContain("t0ken").contains("http://influx:8086");
    }

    @Test
    void anEmptySettingOfTheHistoryIsNone() {
        assertThat(parse(
                                FULL,
                                Map.of(
                                        "QALQAN_HISTORY_URL",
                                        "",
                                        "QALQAN_HISTORY_BUCKET",
                                        "",
                                        "QALQAN_HISTORY_TOKEN",
                                        ""))
                        .history())
                .isEqualTo(new Config.History("embedded", new Config.Kept(90, 1_826, 14), null));
    }

    @Test
    void aFaultOfTheHistoryIsNamed() {
        assertThatThrownBy(() -> parse(FULL.replace("kind: embedded", "kind: influxdb"), Map.of()))
                .hasMessageContaining("qalqan.yml:6: history.url: is missing")
                .hasMessageContaining("history.bucket: is missing");
        assertThatThrownBy(() -> parse(FULL.replace("kind: embedded", "kind: influx"), Map.of()))
                .hasMessageContaining("history.kind: 'influx': allowed are embedded, influxdb");
        assertThatThrownBy(() -> parse(FULL.replace("kind: embedded", "bucket: x"), Map.of()))
                .hasMessageContaining("history.bucket: is a setting of kind influxdb");
        assertThatThrownBy(() -> parse(
                        FULL.replace("kind: embedded", "kind: influxdb, bucket: x, url: influx, timeout: 1h"),
                        Map.of()))
                .hasMessageContaining("history.url: 'influx': allowed is http://host:port")
                .hasMessageContaining("history.timeout: '1h': allowed is a duration from 100ms to 1m");
        assertThatThrownBy(() -> parse(
                        FULL.replace("kind: embedded", "kind: influxdb, bucket: x, url: \"http://u:hush@h:1\""),
                        Map.of()))
                .hasMessageContaining("history.url")
                .hasMessageNotContaining("hush");
    }

    @Test
    void withoutABrokerTheServiceSaysWhatIsMissing() {
        assertThatThrownBy(() -> parse("data: x", Map.of())).hasMessageContaining("mqtt.uri: is missing");
        assertThat(parse("broker: {embedded: true}", Map.of()).mqtt().uri()).isNull();
    }
}
