package kz.qalqan.alerts.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import kz.qalqan.alerts.AlertChange;
import kz.qalqan.alerts.AlertOutbox.Noted;

/** Why a receiver is told of an event. */
public enum Reason {
    /** It asks for an answer: raised, raised again, risen, off the shelf, gone but latched. */
    ASKS,
    /** Nobody answered in time: people are called. */
    ESCALATED,
    /** Somebody answered it or put it aside; who was called may stand down. */
    ANSWERED,
    /** Nothing is owed any more. */
    CLOSED,
    /** Anything else: value, words, comments. */
    CHANGED;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of this name. */
    public static Optional<Reason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** Why an event is told. What was never shown never asks, and its end is no news. */
    public static Reason of(Noted noted) {
        AlertChange.Kind kind = noted.event().change().kind();
        if (kind == AlertChange.Kind.ESCALATED) {
            return ESCALATED;
        }
        if (noted.asks()) {
            return ASKS;
        }
        if (noted.closes()) {
            return noted.after().life().announcedAt() == null ? CHANGED : CLOSED;
        }
        return answers(kind) ? ANSWERED : CHANGED;
    }

    /** Whether a person has taken it in hand with such an event. */
    public static boolean answers(AlertChange.Kind kind) {
        return switch (kind) {
            case ACKNOWLEDGED, UNSHELVED, SHELVED, OUT_OF_SERVICE -> true;
            default -> false;
        };
    }
}
