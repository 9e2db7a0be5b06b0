package kz.qalqan.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Roster;
import kz.qalqan.history.InfluxConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything a person may set (contract 2), already checked.
 *
 * @param data the one directory everything lies under
 * @param plan path of the plan, or the name of a shipped one
 * @param http the page and the API
 * @param mqtt the broker readings come from
 * @param broker the embedded broker of the demo
 * @param journal how much of the journal is kept, and when its disk counts as full
 * @param history where time series are kept
 * @param database where alerts and accounts are kept
 * @param rules which limits to start from
 * @param notifying who outside is told of alerts
 * @param admin the first administrator
 */
public record Config(
        Path data,
        String plan,
        Http http,
        Mqtt mqtt,
        Broker broker,
        Journal journal,
        History history,
        Database database,
        Rules rules,
        Notify notifying,
        Admin admin) {

    /**
     * The page and the API.
     *
     * @param bind address; loopback unless told otherwise
     * @param port 0 for any free one
     * @param tls certificate and key in PEM; null for plain HTTP
     */
    public record Http(String bind, int port, @Nullable Tls tls) {}

    /**
     * PEM files.
     *
     * @param certificate chain
     * @param key private key
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * The broker readings come from.
     *
     * @param uri for example {@code mqtts://broker:8883}; null when the broker is embedded
     * @param clientId stable and unique: the persistent session hangs on it
     * @param username empty for none
     * @param password empty for none; never logged
     * @param ca PEM of the authority that signed the broker's certificate; null for the JDK's own list
     * @param own our own certificate and key, where the broker asks for one; null for none
     * @param sessionExpiry how long the broker keeps messages for us
     * @param sparkplug how the service is a Sparkplug host application; null to hear no Sparkplug
     * @param probe whether to find out at the start how much the broker keeps
     */
    public record Mqtt(
            @Nullable URI uri,
            String clientId,
            String username,
            String password,
            @Nullable Path ca,
            @Nullable Tls own,
            Duration sessionExpiry,
            @Nullable Sparkplug sparkplug,
            boolean probe) {
        @Override
        public String toString() {
            return "Mqtt[" + uri + ", client " + clientId + "]";
        }
    }

    /**
     * The Sparkplug host application.
     *
     * @param hostId unique among the hosts of the broker
     * @param reorderTimeout how long a message that came early waits for those before it
     */
    public record Sparkplug(String hostId, Duration reorderTimeout) {}

    /**
     * The embedded broker.
     *
     * @param embedded whether to run it
     * @param port 0 for any free one
     */
    public record Broker(boolean embedded, int port) {}

    /**
     * How much of the journal is kept, and when its disk counts as full.
     *
     * @param retentionDays what every follower has passed goes after so many days
     * @param retentionGib or above this size of all segments of a site
     * @param followerCapGib above this size of all segments of a site history loses what it has not read
     * @param softFreeMib with less free, what every follower has passed goes at once, and old days of history
     * @param hardFreeMib with less free, readings are not acknowledged any more
     * @param reserveMib written ahead for ticks, links and declarations on a full disk
     */
    public record Journal(
            int retentionDays,
            int retentionGib,
            int followerCapGib,
            int softFreeMib,
            int hardFreeMib,
            int reserveMib) {}

    /**
     * Where time series are kept.
     *
     * @param kind the word for it: in this process, or a server of the site
     * @param kept how long what is kept when it is embedded
     * @param influx which server; null when embedded
     */
    public record History(String kind, Kept kept, @Nullable InfluxConfig influx) {}

    /**
     * How long the embedded history keeps what, in days.
     *
     * @param rawDays readings
     * @param rollupDays what each hour was like; at least as long
     * @param asideDays a damaged history that was moved aside
     */
    public record Kept(int rawDays, int rollupDays, int asideDays) {}

    /**
     * Where alerts and accounts are kept.
     *
     * @param url empty for the embedded database, or {@code jdbc:postgresql://…}
     * @param user empty for none
     * @param password empty for none; never logged
     */
    public record Database(String url, String user, String password) {
        @Override
        public String toString() {
            return "Database[" + (url.isEmpty() ? "embedded" : url) + "]";
        }
    }

    /**
     * Which limits to start from, and where the mine's own rules lie.
     *
     * @param preset name of the preset for sites whose plan names none
     * @param extra directory of the mine's own rules, below the data directory unless absolute
     */
    public record Rules(String preset, Path extra) {}

    /** The directory of the mine's own rules. */
    public Path ownRules() {
        return data.resolve(rules.extra());
    }

    /**
     * Who outside is told of alerts.
     *
     * @param receivers the retained topics among them
     * @param escalation who is called when nobody answers
     * @param roster who has which role when
     */
    public record Notify(List<Receiver> receivers, List<Roster.Step> escalation, List<Roster.Duty> roster) {
        public Notify {
            receivers = List.copyOf(receivers);
            escalation = List.copyOf(escalation);
            roster = List.copyOf(roster);
        }
    }

    /**
     * The first administrator.
     *
     * @param password empty: one is made and printed once; never logged
     */
    public record Admin(String password) {
        @Override
        public String toString() {
            return "Admin[]";
        }
    }
}
