package kz.qalqan.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.history.StoreHealth;
import kz.qalqan.ingest.Ingest;
import kz.qalqan.ingest.LinkState;
import kz.qalqan.journal.SpaceState;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.web.calls.Health;

/**
 * How the parts are, in the order of the flow. Without history the service stays ready: alerts do not need it.
 *
 * @param ingest the door
 * @param lines journals and followers
 * @param store history
 * @param notifications who is told outside
 */
record PartHealth(Ingest ingest, Lines lines, ReadingStore store, Notifications notifications) implements Health {
    @Override
    public Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("broker", link(ingest.link(), true));
        parts.put("broker outgoing", link(ingest.outgoing(), false));
        ingest.sparkplug().ifPresent(link -> parts.put("broker sparkplug", link(link, false)));
        List<String> warnings = ingest.brokerWarnings();
        parts.put("broker settings", new Part(warnings.isEmpty(), String.join("; ", warnings), false));
        for (SiteLine line : lines.all()) {
            parts.put("journal " + line.site(), journal(line));
            parts.put("judgement " + line.site(), judgement(line));
            parts.put("history " + line.site(), history(line));
            String trouble = line.engine().view().own().trouble();
            parts.put("own rules " + line.site(), new Part(trouble.isEmpty(), trouble, false));
        }
        for (Notifications.State receiver : notifications.receivers()) {
            parts.put("notify " + receiver.name(), receiver(receiver));
        }
        return parts;
    }

    private static Part receiver(Notifications.State receiver) {
        Instant since = receiver.since();
        String words =
                since == null ? "" : receiver.trouble() + " since " + since.truncatedTo(ChronoUnit.SECONDS) + ", ";
        return new Part(since == null, words + receiver.waiting() + " waiting", false);
    }

    /** What it is, since when, and what was reported last. */
    private static Part link(LinkState link, boolean required) {
        String state = link.state().name().toLowerCase(Locale.ROOT);
        return new Part(
                link.state() != LinkChange.State.DOWN,
                (state + " since " + link.since().truncatedTo(ChronoUnit.SECONDS) + " " + link.reason()).strip(),
                required);
    }

    private static Part journal(SiteLine line) {
        return line.journal()
                .failure()
                .map(failure -> new Part(false, String.valueOf(failure.getMessage()), true))
                .orElseGet(() -> new Part(
                        line.journal().space() != SpaceState.FULL,
                        (Disks.words(line.journal().space()) + " position "
                                        + line.journal().durable())
                                .strip(),
                        true));
    }

    private static Part judgement(SiteLine line) {
        String words = line.judgement().trouble() + " " + line.behind() + " entries behind";
        return new Part(line.judging(), words.strip(), true);
    }

    private Part history(SiteLine line) {
        StoreHealth health = store.health();
        String trouble = line.history().trouble();
        long behind = Math.max(0, line.journal().durable() - line.history().position());
        long lost = line.journal().lost(Disks.HISTORY);
        boolean up = health.state() == StoreHealth.State.UP && trouble.isEmpty() && lost == 0;
        return new Part(
                up,
                (trouble.isEmpty() ? health.reason() : trouble) + " " + behind + " entries behind"
                        + (lost == 0 ? "" : ", " + lost + " deleted before it read them"),
                false);
    }
}
