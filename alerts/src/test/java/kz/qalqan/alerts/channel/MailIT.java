package kz.qalqan.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against GreenMail, an SMTP server. */
final class MailIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @SuppressWarnings("NullAway.Init") // set before each test
    private Alerts alerts;

    @BeforeEach
    void start() {
        server.start();
        alerts = new Alerts(dir, InstantSource.system());
    }

    @AfterEach
    void end() {
        server.stop();
        alerts.close();
    }

    private MailChannel channel(String username) {
        return new MailChannel(
                new MailChannel.Server(
                        "127.0.0.1",
                        server.getSmtp().getPort(),
                        MailChannel.Protection.NONE,
                        username,
                        "secret-of-the-server"),
                new MailChannel.Letter("qalqan@mine.kz", List.of("room@mine.kz")),
                new Places(Sample::plan));
    }

    @Test
    void aMailSaysWhatWhereAndWhatToDoInThreeLanguagesUnderTheSameIdAtEveryAttempt() throws MessagingException {
        Message raised = alerts.apply(Sample.of("GA-07").as(Priority.CRITICAL).raised(Alerts.now()));
        alerts.acknowledge(raised.alert().id());
        Message closed = alerts.apply(Sample.of("GA-07").as(Priority.CRITICAL).returned(Alerts.now()));
        MailChannel channel = channel("");
        assertThat(channel.deliver(raised)).isEqualTo(Outcome.delivered());
        assertThat(channel.deliver(raised)).isEqualTo(Outcome.delivered());
        assertThat(channel.deliver(closed)).isEqualTo(Outcome.delivered());
        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(3);
        assertThat(mails[0].getSubject()).isEqualTo("[CRITICAL] Караганда, Забой 3: Метан выше предела");
        assertThat(mails[2].getSubject()).startsWith("[ended] ");
        assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID()).isNotEqualTo(mails[2].getMessageID());
        assertThat(mails[0].getHeader("References")).isEqualTo(mails[2].getHeader("References"));
        assertThat(mails[0].getHeader("Date")).isNotNull();
        String body = new String(GreenMailUtil.getBodyAsBytes(mails[0]), StandardCharsets.UTF_8);
        assertThat(text(mails[0]) + body)
                .contains("Метан шектен асты", "Выйти, отключить", "Leave & cut", "1.2 % (limit 1 %)");
    }

    private static String text(MimeMessage mail) throws MessagingException {
        try {
            return String.valueOf(mail.getContent());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoIsCalledGetsItAlone() throws MessagingException {
        Message raised = alerts.apply(Sample.of("GA-07").raised(Alerts.now()));
        Person serik = new Person("Serik", "engineer", "serik@mine.kz", "+7 701");
        assertThat(channel("").deliver(Alerts.to(List.of(serik), raised))).isEqualTo(Outcome.delivered());
        assertThat(server.getReceivedMessages()[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("serik@mine.kz");
        Person dana = new Person("Dana", "engineer", "", "");
        assertThat(channel("").deliver(Alerts.to(List.of(dana), raised)).kind()).isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void aServerThatDoesNotLetUsInOrIsNotThereIsUnreachable() {
        server.setUser("qalqan", "another-secret");
        Outcome outcome = channel("qalqan").test(Alerts.now());
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
        assertThat(outcome.detail()).doesNotContain("secret-of-the-server");
        MailChannel gone = channel("");
        server.stop();
        assertThat(gone.test(Alerts.now()).kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
    }
}
