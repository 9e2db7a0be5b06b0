package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import kz.qalqan.ingest.LinkTrouble.Kind;
import org.bouncycastle.asn1.x509.GeneralName;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to a real broker: who it is, who we are, and each way it goes wrong has its name. */
class TlsIT {
    private static final GeneralName LOOPBACK = Certificates.address("127.0.0.1");

    @TempDir
    private Path directory;

    private final Ears ears = new Ears();
    private Certificates mine;
    private Certificates stranger;
    private @Nullable Mosquitto broker;

    @BeforeEach
    void authorities() throws IOException, GeneralSecurityException {
        mine = new Certificates(directory.resolve("mine"), "mine");
        stranger = new Certificates(directory.resolve("stranger"), "stranger");
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private void broker(IngestConfig.Own own, String more) throws IOException {
        start(
                directory.resolve("broker"),
                "cafile %s%ncertfile %s%nkeyfile %s%n%s%n".formatted(mine.ca, own.certificate(), own.key(), more));
    }

    private void start(Path where, String settings) throws IOException {
        broker = new Mosquitto(where, settings);
    }

    private URI uri() {
        return URI.create("mqtts://127.0.0.1:" + Objects.requireNonNull(broker).port());
    }

    private MqttLink link(IngestConfig.Tls files) {
        return link(IngestConfig.of(uri(), "tls").withTls(files));
    }

    private MqttLink link(IngestConfig config) {
        return new MqttLink(
                MqttLink.Settings.receiving(config, "tls", List.of("mine/+/+/+/+"), InstantSource.system()), ears);
    }

    @Test
    void brokerOfOurAuthorityIsBelievedAndABadPasswordIsNamed() throws Exception {
        Path passwords = Files.createFile(directory.resolve("passwords"));
        int rc = new ProcessBuilder(
                        Tools.require("mosquitto_passwd").toString(), "-b", passwords.toString(), "qalqan", "right")
                .start()
                .waitFor();
        assertThat(rc).isZero();
        broker(mine.issue("broker", LOOPBACK), "allow_anonymous false%npassword_file %s".formatted(passwords));
        IngestConfig config = IngestConfig.of(uri(), "tls").withTls(new IngestConfig.Tls(mine.ca, null));
        try (MqttLink wrong = link(config.withLogin("qalqan", "guess"))) {
            wrong.start();
            ears.awaitTrouble(Kind.CREDENTIALS_REFUSED);
            assertThat(wrong.standing().trouble().words()).doesNotContain("guess");
        }
        try (MqttLink link = link(config.withLogin("qalqan", "right"))) {
            link.start();
            ears.awaitUps(1);
            link.publish("mine/k1/face-3/GA-07/telemetry", "over TLS".getBytes(UTF_8), false)
                    .get(10, TimeUnit.SECONDS);
            ears.awaitDeliveries(1);
        }
    }

    @Test
    void bothSidesProveWhoTheyAre() throws Exception {
        broker(mine.issue("broker", LOOPBACK), "require_certificate true");
        try (MqttLink link = link(new IngestConfig.Tls(mine.ca, mine.issue("qalqan", Certificates.host("qalqan"))))) {
            link.start();
            ears.awaitUps(1);
            assertThat(link.connected()).isTrue();
        }
        try (MqttLink link = link(new IngestConfig.Tls(mine.ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.OUR_CERTIFICATE_REFUSED);
        }
        ears.troubles.clear();
        try (MqttLink link =
                link(new IngestConfig.Tls(mine.ca, stranger.issue("qalqan", Certificates.host("qalqan"))))) {
            link.start();
            ears.awaitTrouble(Kind.OUR_CERTIFICATE_REFUSED);
        }
        assertThat(ears.ups).hasSize(1);
    }

    @Test
    void brokerOfAnUnknownAuthorityIsNotBelieved() throws Exception {
        broker(mine.issue("broker", LOOPBACK), "");
        try (MqttLink link = link(new IngestConfig.Tls(stranger.ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.CERTIFICATE_UNKNOWN);
        }
        try (MqttLink link = link(IngestConfig.Tls.STANDARD)) {
            link.start();
            ears.awaitTrouble(Kind.CERTIFICATE_UNKNOWN);
        }
        assertThat(ears.ups).isEmpty();
    }

    @Test
    void expiredCertificateIsNotBelieved() throws Exception {
        broker(mine.expired("broker", LOOPBACK), "");
        try (MqttLink link = link(new IngestConfig.Tls(mine.ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.CERTIFICATE_EXPIRED);
        }
        assertThat(ears.ups).isEmpty();
    }

    @Test
    void certificateOfAnotherHostIsNotBelieved() throws Exception {
        broker(mine.issue("broker", Certificates.host("broker.mine")), "");
        try (MqttLink link = link(new IngestConfig.Tls(mine.ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.CERTIFICATE_OF_ANOTHER);
        }
        assertThat(ears.ups).isEmpty();
    }

    @Test
    void brokerThatSpeaksNoTlsIsNamed() throws Exception {
        start(directory.resolve("broker"), "");
        try (MqttLink link = link(new IngestConfig.Tls(mine.ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.TLS);
        }
    }

    @Test
    void missingFileIsNamedAndUsedOnceItIsThere() throws Exception {
        broker(mine.issue("broker", LOOPBACK), "");
        Path ca = directory.resolve("later.pem");
        try (MqttLink link = link(new IngestConfig.Tls(ca, null))) {
            link.start();
            ears.awaitTrouble(Kind.OWN_FILES_UNUSABLE);
            assertThat(ears.error(Kind.OWN_FILES_UNUSABLE)).contains("mqtt.ca", "later.pem", "there is no such file");
            Files.copy(mine.ca, ca);
            ears.awaitUps(1);
        }
    }

    @Test
    void keyInAnotherFormIsRefusedWithWhatToDo() throws Exception {
        IngestConfig.Own own = mine.issue("qalqan", LOOPBACK);
        Path old = mine.oldForm();
        assertThatThrownBy(() -> BrokerTls.socketFactory(
                        new IngestConfig.Tls(mine.ca, new IngestConfig.Own(own.certificate(), old))))
                .isInstanceOf(MqttException.class)
                .hasStackTraceContaining("mqtt.key")
                .hasStackTraceContaining("openssl pkcs8 -topk8 -nocrypt");
    }
}
