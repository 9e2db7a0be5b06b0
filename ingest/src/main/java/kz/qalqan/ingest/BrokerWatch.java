package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the broker's settings weakens the promise, as far as a client can see it. Each is logged once and listed as
 * long as it is so.
 *
 * <p>Threads: any.
 */
final class BrokerWatch {
    private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
    private static final String UNSEEN = "what no client can see: whether the broker survives a crash (mosquitto:"
            + " autosave_interval) and how much it keeps for us in bytes; see docs/brokers.md";

    private final Duration expiryAsked;
    private List<String> offered = List.of();
    private List<String> probed = List.of();
    private @Nullable String forgotten;
    private boolean hadSession;

    BrokerWatch(Duration expiryAsked) {
        this.expiryAsked = expiryAsked;
    }

    /** A run before this one had a session at the broker that should still be there. */
    synchronized void expectSession() {
        hadSession = true;
    }

    /** Connected, on these terms. */
    synchronized void connected(BrokerOffer offer, Instant at) {
        List<String> now = offer.warnings(expiryAsked);
        tell(offered, now);
        offered = now;
        if (hadSession && !offer.resumed()) {
            forgotten = "session lost: at " + at + " the broker had forgotten our session: what it confirmed to senders"
                    + " while we were away never came";
            log.warn("broker: {}", forgotten);
        }
        if (!hadSession) {
            log.info("broker: {}", UNSEEN);
        }
        hadSession = true;
    }

    /** What the probe of the queue found. */
    synchronized void probed(List<String> warnings) {
        tell(probed, warnings);
        probed = List.copyOf(warnings);
    }

    /** All that is known, with its meaning; empty when nothing is wrong. */
    synchronized List<String> warnings() {
        List<String> all = new ArrayList<>(offered);
        all.addAll(probed);
        if (forgotten != null) {
            all.add(forgotten);
        }
        return all;
    }

    private static void tell(List<String> before, List<String> now) {
        now.stream().filter(warning -> !before.contains(warning)).forEach(warning -> log.warn("broker: {}", warning));
    }
}
