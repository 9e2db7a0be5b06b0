package kz.qalqan.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.alerts.channel.MailChannel;
import kz.qalqan.alerts.channel.Person;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Roster;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifySettingsTest {
    private static final String FULL = """
            broker: { embedded: true }
            notify:
              - { kind: webhook, name: room, url: "https://room.mine.kz/hook", secret: 0123456789abcdef,
                  beat: 1m, priority: high, on: [asks, closed] }
              - { kind: alertmanager, url: "http://am:9093" }
              - { kind: cap, directory: out/cap, sender: qalqan@mine.kz }
              - { kind: smtp, host: mail.mine.kz, username: q, password: hush-hush,
                  from: q@mine.kz, to: [room@mine.kz] }
            escalation:
              - { after: 2m, priority: critical, role: dispatcher }
            roster:
              - { name: Aigul, role: dispatcher, mail: a@mine.kz, site: karaganda-1, shifts: [1, 3] }
            """;

    private static Config.Notify parse(String text, Map<String, String> environment) {
        return ConfigReader.parse(text, "qalqan.yml", environment).notifying();
    }

    @Test
    void everyKindOfReceiverIsReadAndTheRetainedTopicsAreAlwaysThere() {
        Config.Notify read = parse(FULL, Map.of());
        assertThat(read.receivers())
                .extracting(receiver -> receiver.name() + " " + receiver.way().kind())
                .containsExactly("mqtt mqtt", "room webhook", "alertmanager alertmanager", "cap cap", "smtp smtp");
        Receiver room = read.receivers().get(1);
        assertThat(room.way())
                .isEqualTo(new Receiver.Webhook(URI.create("https://room.mine.kz/hook"), "0123456789abcdef"));
        assertThat(room.terms().on()).containsExactlyInAnyOrder(Reason.ASKS, Reason.CLOSED);
        assertThat(room.terms().priority()).isEqualTo(Priority.HIGH);
        assertThat(room.terms().beat()).isEqualTo(Duration.ofMinutes(1));
        Receiver.Mail mail = (Receiver.Mail) read.receivers().get(4).way();
        assertThat(mail.server())
                .isEqualTo(
                        new MailChannel.Server("mail.mine.kz", 587, MailChannel.Protection.STARTTLS, "q", "hush-hush"));
        assertThat(read.escalation())
                .containsExactly(new Roster.Step(Duration.ofMinutes(2), Priority.CRITICAL, "dispatcher"));
        assertThat(read.roster())
                .containsExactly(new Roster.Duty(
                        new Person("Aigul", "dispatcher", "a@mine.kz", ""), "karaganda-1", Set.of(1, 3)));
        assertThat(parse("broker: { embedded: true }", Map.of()).receivers())
                .extracting(Receiver::name)
                .isEqualTo(List.of("mqtt"));
    }

    @Test
    void aSecretComesFromTheEnvironmentOrItsFileAndIsNeverPrinted(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "fedcba9876543210\n");
        Config.Notify read = parse(
                FULL.replace("secret: 0123456789abcdef, ", ""),
                Map.of(
                        "QALQAN_NOTIFY_ROOM_SECRET_FILE",
                        file.toString(),
                        "QALQAN_NOTIFY_SMTP_PASSWORD",
                        "from outside"));
        assertThat(((Receiver.Webhook) read.receivers().get(1).way()).secret()).isEqualTo("fedcba9876543210");
        assertThat(read.toString()).doesNotContain("fedcba9876543210", "from outside", "hush-hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            kind: webhook | kind: pager | qalqan.yml:3: notify[0].kind: 'pager': allowed are mqtt, webhook
            0123456789abcdef | short | qalqan.yml:3: notify[0]: needs a secret of at least 16 characters
            https://room | https://user:hush@room | must be http://host/… or https://host/… without user
            on: [asks, closed] | on: [asks, shouted] | 'shouted': allowed are asks, escalated, answered, closed, changed
            beat: 1m | beat: 1s | notify[0].beat: '1s': allowed is at least 5s
            priority: high | priority: urgent | 'urgent': allowed are critical, high, medium, low
            name: room | name: alertmanager | 'alertmanager' stands twice
            directory: out/cap | dir: out/cap | notify[2].dir: unknown key
            sender: qalqan@mine.kz | sender: 'a, b' | allowed is a name without spaces and commas
            username: q | username: q, tls: none | a password would go over the network in clear
            role: dispatcher } | role: dispatcher, at: 1 } | escalation[0].at: unknown key
            shifts: [1, 3] | shifts: [0] | allowed is the number of a shift, from 1
            """)
    void aWrongEntryIsRefusedWithItsPlaceAndWhatIsAllowed(String right, String wrong, String message) {
        assertThat(FULL).contains(right);
        assertThatThrownBy(() -> parse(FULL.replace(right, wrong), Map.of()))
                .hasMessageContaining(message)
                .hasMessageNotContaining("hush");
    }
}
