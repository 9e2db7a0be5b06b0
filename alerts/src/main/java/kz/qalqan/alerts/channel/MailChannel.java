package kz.qalqan.alerts.channel;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * Mail by SMTP. The Message-ID follows from the message's id, and all mails of one alert refer to the same first one,
 * so that mail programs show them as one thread. A connection for each mail: they are few, and none is left hanging.
 *
 * <p>Threads: any.
 */
public final class MailChannel implements Channel {
    private static final String WAIT_MAX_MS = "10000";

    private final Server server;
    private final Letter letter;
    private final Session session;

    /** How the connection is protected. */
    public enum Protection {
        /** Not at all: only for a server on this machine or a network of one's own. */
        NONE,
        /** Begins in clear and must change to TLS. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    /**
     * The server.
     *
     * @param username empty for none
     * @param password never logged
     */
    public record Server(String host, int port, Protection protection, String username, String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Who writes to whom.
     *
     * @param from sender's address
     * @param to who always gets it
     */
    public record Letter(String from, List<String> to) {
        public Letter {
            to = List.copyOf(to);
        }
    }

    private final Places places;

    /** Sends through a server. */
    public MailChannel(Server server, Letter letter, Places places) {
        this.server = server;
        this.letter = letter;
        this.places = places;
        Properties settings = new Properties();
        settings.put("mail.transport.protocol", "smtp");
        settings.put("mail.smtp.host", server.host());
        settings.put("mail.smtp.port", String.valueOf(server.port()));
        settings.put("mail.smtp.auth", String.valueOf(!server.username().isEmpty()));
        settings.put("mail.smtp.ssl.enable", String.valueOf(server.protection() == Protection.TLS));
        settings.put("mail.smtp.starttls.enable", String.valueOf(server.protection() == Protection.STARTTLS));
        settings.put("mail.smtp.starttls.required", String.valueOf(server.protection() == Protection.STARTTLS));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.sendpartial", "true");
        for (String what : List.of("connectiontimeout", "timeout", "writetimeout")) {
            settings.put("mail.smtp." + what, WAIT_MAX_MS);
        }
        this.session = Session.getInstance(settings);
    }

    @Override
    public Outcome deliver(Message message) {
        List<String> to = new ArrayList<>(message.audience().general() ? letter.to() : List.of());
        message.audience().people().stream()
                .map(Person::mail)
                .filter(mail -> !mail.isEmpty() && !to.contains(mail))
                .forEach(to::add);
        if (to.isEmpty()) {
            return Outcome.refused("nobody on the roster has a mail address");
        }
        String thread = id(message.alert().id());
        return send(to, id(message.id()), thread, MailText.subject(message, places), MailText.body(message, places));
    }

    @Override
    public Outcome test(Instant now) {
        String id = id("test@" + now);
        return send(letter.to(), id, id, MailText.TEST_SUBJECT, MailText.TEST_BODY);
    }

    private Outcome send(List<String> to, String id, String thread, String subject, String body) {
        try {
            MimeMessage mail = new Named(session, id);
            mail.setFrom(new InternetAddress(letter.from(), true));
            for (String address : to) {
                mail.addRecipient(RecipientType.TO, new InternetAddress(address, true));
            }
            mail.setHeader("In-Reply-To", thread);
            mail.setHeader("References", thread);
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setSubject(Words.line(subject), StandardCharsets.UTF_8.name());
            mail.setText(body, StandardCharsets.UTF_8.name());
            mail.saveChanges();
            Transport.send(mail, server.username().isEmpty() ? null : server.username(), server.password());
            return Outcome.delivered();
        } catch (AddressException e) {
            return Outcome.refused("no mail address: " + e.getMessage());
        } catch (SendFailedException e) {
            return failed(e);
        } catch (MessagingException e) {
            return Outcome.unreachable(server + ": " + e.getMessage());
        }
    }

    /** Whoever of the addressed could have it has it; where nobody could, it is tried again. */
    private static Outcome failed(SendFailedException failure) {
        boolean some = failure.getValidSentAddresses() != null && failure.getValidSentAddresses().length > 0;
        String not = "not to " + Arrays.toString(failure.getInvalidAddresses());
        return some
                ? new Outcome(Outcome.Kind.DELIVERED, not, null, null)
                : Outcome.failed(not + ": " + Words.line(String.valueOf(failure.getMessage())));
    }

    private static String id(String text) {
        return "<" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)) + "@qalqan>";
    }

    /** Keeps the id it is given, where the library would make one of its own. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
