package kz.qalqan.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.Message;
import kz.qalqan.alerts.channel.Outcome;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Terms;
import kz.qalqan.telemetry.Priority;

/** Somebody outside who takes everything. */
final class Told implements Channel {
    static final Receiver RECEIVER = new Receiver(
            "dispatcher",
            new Receiver.Webhook(URI.create("http://127.0.0.1:9"), "never used"),
            new Terms(EnumSet.allOf(Reason.class), Priority.LOW, Duration.ofHours(1), null));

    @Override
    public Outcome deliver(Message message) {
        return Outcome.delivered();
    }

    @Override
    public Outcome test(Instant now) {
        return Outcome.failed("answered 500");
    }
}
