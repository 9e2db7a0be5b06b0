package kz.qalqan.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.alerts.channel.MailChannel;
import kz.qalqan.alerts.channel.Person;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Roster;
import kz.qalqan.alerts.notify.Terms;
import kz.qalqan.plan.YamlValue;
import kz.qalqan.telemetry.Names;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code notify}, {@code escalation} and {@code roster}. The retained topics of contract 4 are always published:
 * they are the receiver {@code mqtt} even where no entry names it.
 */
final class NotifySettings {
    private static final int SECRET_MIN = 16;
    private static final int PORT_MAX = 65_535;
    private static final int SHIFTS_MAX = 24;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Set<Reason> ENDS = EnumSet.of(Reason.ASKS, Reason.CLOSED, Reason.ESCALATED);
    private static final Set<Reason> DOCUMENTS = EnumSet.of(Reason.ASKS, Reason.CLOSED);
    private static final Set<Reason> MOST = EnumSet.complementOf(EnumSet.of(Reason.CHANGED));
    private static final Set<Reason> ALL = EnumSet.allOf(Reason.class);
    private static final List<String> OF_MAIL = List.of(
            "kind", "name", "host", "port", "tls", "username", "password", "from", "to", "on", "priority", "expires");
    private static final Duration WATCHDOG = Duration.ofMinutes(1);
    private static final Duration BEAT_MIN = Duration.ofSeconds(5);
    private static final Receiver MQTT =
            new Receiver("mqtt", new Receiver.Mqtt(), new Terms(ALL, Priority.LOW, Terms.EXPIRES, null));

    private final Settings settings;

    NotifySettings(Settings settings) {
        this.settings = settings;
    }

    Config.Notify read() {
        List<Receiver> receivers = new ArrayList<>();
        for (YamlValue entry : settings.find("notify").list()) {
            receivers.add(receiver(entry));
        }
        if (receivers.stream().noneMatch(receiver -> receiver.way() instanceof Receiver.Mqtt)) {
            receivers.add(0, MQTT);
        }
        Set<String> names = new HashSet<>();
        receivers.stream().filter(receiver -> !names.add(receiver.name())).forEach(receiver -> settings.find("notify")
                .fault("'" + receiver.name() + "' stands twice"));
        List<Roster.Duty> roster = settings.find("roster").list().stream()
                .map(NotifySettings::duty)
                .toList();
        List<Roster.Step> steps = settings.find("escalation").list().stream()
                .map(NotifySettings::step)
                .toList();
        return new Config.Notify(receivers, steps, roster);
    }

    private Receiver receiver(YamlValue entry) {
        String kind = entry.require("kind").text();
        String name = entry.get("name").convert(kind, text -> Names.require("name", text));
        return switch (kind) {
            case "mqtt" -> {
                entry.only("kind", "name");
                yield new Receiver(name, MQTT.way(), MQTT.terms());
            }
            case "webhook" -> {
                entry.only("kind", "name", "url", "secret", "on", "priority", "expires", "beat");
                Receiver.Webhook way = new Receiver.Webhook(url(entry.require("url")), signing(entry, name));
                yield new Receiver(name, way, terms(entry, MOST, null));
            }
            case "alertmanager" -> {
                entry.only("kind", "name", "url", "beat");
                yield new Receiver(
                        name, new Receiver.Alertmanager(url(entry.require("url"))), terms(entry, ALL, WATCHDOG));
            }
            case "cap" -> {
                entry.only("kind", "name", "url", "secret", "directory", "sender", "on", "priority", "expires");
                yield new Receiver(name, cap(entry, name), terms(entry, DOCUMENTS, null));
            }
            case "smtp" -> {
                entry.only(OF_MAIL.toArray(String[]::new));
                yield new Receiver(name, mail(entry, name), terms(entry, ENDS, null));
            }
            default -> {
                entry.get("kind").fault("'" + kind + "': allowed are mqtt, webhook, alertmanager, cap, smtp");
                yield MQTT;
            }
        };
    }

    private static Terms terms(YamlValue entry, Set<Reason> usual, @Nullable Duration usualBeat) {
        Duration beat = entry.get("beat").convert(usualBeat == null ? Duration.ZERO : usualBeat, text -> {
            Duration every = YamlValue.parseDuration(text);
            if (every.compareTo(BEAT_MIN) < 0) {
                throw new IllegalArgumentException("'" + text + "': allowed is at least 5s");
            }
            return every;
        });
        return new Terms(
                on(entry.get("on"), usual),
                priority(entry.get("priority")),
                entry.get("expires").duration(Terms.EXPIRES),
                beat.isZero() ? null : beat);
    }

    private static Set<Reason> on(YamlValue on, Set<Reason> usual) {
        if (!on.present()) {
            return usual;
        }
        Set<Reason> reasons = new LinkedHashSet<>();
        for (YamlValue word : on.list()) {
            Optional<Reason> reason = Reason.of(word.text());
            if (reason.isEmpty()) {
                word.fault("'" + word.text() + "': allowed are asks, escalated, answered, closed, changed");
            }
            reason.ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Priority priority(YamlValue value) {
        return value.convert(Priority.LOW, text -> {
            for (Priority priority : Priority.values()) {
                if (priority.word().equals(text)) {
                    return priority;
                }
            }
            throw new IllegalArgumentException("'" + text + "': allowed are critical, high, medium, low");
        });
    }

    private String signing(YamlValue entry, String name) {
        String secret = settings.secret(entry.get("secret"), "notify." + name + ".secret");
        if (secret.length() < SECRET_MIN) {
            entry.fault("needs a secret of at least " + SECRET_MIN + " characters, also from "
                    + Settings.variable("notify." + name + ".secret")
                    + "_FILE: the receiver checks the signature by it");
        }
        return secret;
    }

    private Receiver.Cap cap(YamlValue entry, String name) {
        YamlValue url = entry.get("url");
        YamlValue directory = entry.get("directory");
        if (url.present() == directory.present()) {
            entry.fault("needs either a url, where documents are posted, or a directory, where they are written");
        }
        String sender = entry.require("sender").convert("", text -> {
            if (!text.matches("[^\\s,<&]+")) {
                throw new IllegalArgumentException("'" + text + "': allowed is a name without spaces and commas");
            }
            return text;
        });
        return new Receiver.Cap(
                url.present() ? url(url) : null,
                url.present() ? signing(entry, name) : "",
                directory.present() ? Path.of(directory.text()) : null,
                sender);
    }

    private Receiver.Mail mail(YamlValue entry, String name) {
        String host = entry.require("host").text();
        MailChannel.Protection protection = protection(entry.get("tls"));
        String username = entry.get("username").text("");
        if (protection == MailChannel.Protection.NONE && !username.isEmpty() && !LOOPBACK.contains(host)) {
            entry.get("tls").fault("'none': a password would go over the network in clear; allowed are starttls, tls");
        }
        List<String> to =
                entry.require("to").list().stream().map(YamlValue::text).toList();
        return new Receiver.Mail(
                new MailChannel.Server(
                        host,
                        entry.get("port").convert(usualPort(protection), NotifySettings::port),
                        protection,
                        username,
                        settings.secret(entry.get("password"), "notify." + name + ".password")),
                address(entry.require("from")),
                to);
    }

    private static MailChannel.Protection protection(YamlValue value) {
        return value.convert(MailChannel.Protection.STARTTLS, text -> {
            for (MailChannel.Protection protection : MailChannel.Protection.values()) {
                if (protection.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return protection;
                }
            }
            throw new IllegalArgumentException("'" + text + "': allowed are none, starttls, tls");
        });
    }

    private static int usualPort(MailChannel.Protection protection) {
        return switch (protection) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        };
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > PORT_MAX || Integer.parseInt(text) < 1) {
            throw new IllegalArgumentException("'" + text + "': allowed is a whole number from 1 to " + PORT_MAX);
        }
        return Integer.parseInt(text);
    }

    private static String address(YamlValue value) {
        return value.convert("", text -> {
            if (!text.matches("[^\\s@<>,]+@[^\\s@<>,]+")) {
                throw new IllegalArgumentException("'" + text + "': allowed is a mail address");
            }
            return text;
        });
    }

    private static URI url(YamlValue value) {
        return value.convert(URI.create("http://missing"), text -> {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException("must be http://host/… or https://host/… without user or password");
            }
            return url;
        });
    }

    private static Roster.Step step(YamlValue entry) {
        entry.only("after", "priority", "role");
        return new Roster.Step(
                entry.require("after").duration(Duration.ofMinutes(1)),
                priority(entry.get("priority")),
                entry.require("role").text());
    }

    private static Roster.Duty duty(YamlValue entry) {
        entry.only("name", "role", "mail", "phone", "site", "shifts");
        YamlValue mail = entry.get("mail");
        Set<Integer> shifts = new HashSet<>();
        for (YamlValue shift : entry.get("shifts").list()) {
            int number = shift.whole(1);
            if (number < 1 || number > SHIFTS_MAX) {
                shift.fault("'" + number + "': allowed is the number of a shift, from 1");
            }
            shifts.add(number);
        }
        return new Roster.Duty(
                new Person(
                        entry.require("name").text(),
                        entry.require("role").text(),
                        mail.present() ? address(mail) : "",
                        entry.get("phone").text("")),
                entry.get("site").text(""),
                shifts);
    }
}
