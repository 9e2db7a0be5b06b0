package kz.qalqan.alerts.notify;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import kz.qalqan.alerts.channel.MailChannel;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who is told of alerts.
 *
 * @param name unique; the outbox is kept under it
 * @param way how it is reached
 * @param terms what it is told
 */
public record Receiver(String name, Way way, Terms terms) {

    /** How a receiver is reached. */
    public sealed interface Way {
        /** The word of its kind. */
        String kind();

        /** Whether it keeps a copy of each alert, so that only the newest state counts. */
        default boolean keepsCopy() {
            return false;
        }

        /** Whether people on the roster are reached by it. */
        default boolean reachesPeople() {
            return false;
        }
    }

    /** Retained topics at the broker readings come from. */
    public record Mqtt() implements Way {
        @Override
        public String kind() {
            return "mqtt";
        }

        @Override
        public boolean keepsCopy() {
            return true;
        }
    }

    /**
     * Signed JSON.
     *
     * @param secret key of the signature; never logged
     */
    public record Webhook(URI url, String secret) implements Way {
        @Override
        public String kind() {
            return "webhook";
        }

        @Override
        public String toString() {
            return "Webhook[" + url.getHost() + "]";
        }
    }

    /** Prometheus Alertmanager. */
    public record Alertmanager(URI url) implements Way {
        @Override
        public String kind() {
            return "alertmanager";
        }

        @Override
        public boolean keepsCopy() {
            return true;
        }
    }

    /**
     * CAP 1.2 documents, posted or written.
     *
     * @param url where to post; null to write
     * @param secret key of the signature of what is posted
     * @param directory where to write; null to post
     * @param sender as registered
     */
    public record Cap(
            @Nullable URI url, String secret, @Nullable Path directory, String sender) implements Way {
        @Override
        public String kind() {
            return "cap";
        }

        @Override
        public String toString() {
            return "Cap[" + (url == null ? directory : url.getHost()) + "]";
        }
    }

    /** Mail. */
    public record Mail(MailChannel.Server server, String from, List<String> to) implements Way {
        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String kind() {
            return "smtp";
        }

        @Override
        public boolean reachesPeople() {
            return true;
        }
    }
}
