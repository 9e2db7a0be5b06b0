package kz.qalqan.alerts.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.Message;
import kz.qalqan.alerts.channel.Outcome;

/** A receiver that keeps what it got and behaves as told. */
final class Recorder implements Channel {
    final List<Message> got = new ArrayList<>();
    final List<Instant> beats = new ArrayList<>();
    final Map<String, Integer> tried = new HashMap<>();
    Function<Message, Outcome> answer = message -> Outcome.delivered();
    boolean keepsCopy;
    int attempts;

    @Override
    public boolean keepsCopy() {
        return keepsCopy;
    }

    @Override
    public Outcome deliver(Message message) {
        attempts++;
        tried.merge(message.id(), 1, Integer::sum);
        Outcome outcome = answer.apply(message);
        if (outcome.isDelivered()) {
            got.add(message);
        }
        return outcome;
    }

    @Override
    public Outcome test(Instant now) {
        return Outcome.delivered();
    }

    @Override
    public Outcome beat(Instant now) {
        beats.add(now);
        return Outcome.delivered();
    }

    List<String> ids() {
        return got.stream().map(Message::id).toList();
    }

    /** Device and event of each message. */
    List<String> news() {
        return got.stream()
                .map(message -> message.alert().key().place().replaceFirst(":.*", "") + " " + message.event())
                .toList();
    }
}
