package kz.qalqan.rules;

import java.util.Locale;
import java.util.zip.CRC32;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Names;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Who the plan does not know and sends gas beyond the strictest limit (contract 3). It stands until the plan has the
 * sender's sensor, or nothing of the kind came for {@link #HELD_MICROS}.
 *
 * <p>Threads: the judgement thread only.
 */
final class UnknownSources {
    /** Held this long after the last value over the limit: senders of no known period. */
    static final long HELD_MICROS = 300_000_000;

    /** Most senders told one by one; all others are told as one of the whole site. */
    static final int SOURCES_MAX = 100;

    private static final int NAME_SHOWN_MAX = 40;

    private final Mine mine;
    private final Session session;
    private long due = Condition.NONE;

    /** One sender and quantity. */
    static final class Source {
        final SiteFlag flag;
        final UnknownGas worst;
        final UnknownGas newest;
        final long lastOver;
        final long count;

        Source(SiteFlag flag, UnknownGas worst, UnknownGas newest, long lastOver, long count) {
            this.flag = flag;
            this.worst = worst;
            this.newest = newest;
            this.lastOver = lastOver;
            this.count = count;
        }

        Source at(long now) {
            return new Source(flag, worst, newest, now, count);
        }
    }

    UnknownSources(Mine mine, Session session) {
        this.mine = mine;
        this.session = session;
    }

    /** The limit such a value is compared with; null when the quantity has none. */
    static @Nullable Limit limit(Mine mine, Quantity quantity) {
        return mine.limits().strictestAnywhere(quantity, mine.site());
    }

    /** Takes what came; true when the rules must hear of it. */
    boolean take(UnknownGas gas, long now) {
        forgetEnded();
        Limit limit = limit(mine, gas.quantity());
        if (limit == null || !limit.bound().reached(gas.value(), limit.value()) || planned(gas)) {
            return false;
        }
        String place = place(gas);
        if (!mine.unknown.containsKey(place) && mine.unknown.size() >= SOURCES_MAX) {
            place = FindingKey.WHOLE_SITE;
        }
        Source before = mine.unknown.get(place);
        Source after;
        if (before == null) {
            after = new Source(SiteFlag.unknownSource(place), gas, gas, now, 1);
        } else {
            boolean worse = limit.bound().stricter(before.worst.value(), gas.value());
            after = new Source(before.flag, worse ? gas : before.worst, gas, now, before.count + 1);
        }
        mine.unknown.put(place, after);
        due = Math.min(due, now + HELD_MICROS);
        return after.flag.set(true, session);
    }

    long due() {
        return due;
    }

    /** Ends what did not come again; true when the rules must hear of it. */
    boolean pass(long at) {
        if (due > at) {
            return false;
        }
        forgetEnded();
        due = Condition.NONE;
        boolean ended = false;
        for (Source source : mine.unknown.values()) {
            if (source.lastOver + HELD_MICROS <= at) {
                ended |= source.flag.set(false, session);
            } else {
                due = Math.min(due, source.lastOver + HELD_MICROS);
            }
        }
        return ended;
    }

    /** We were away until {@code to}: nobody is silent for that. */
    void restart(long to) {
        mine.unknown.replaceAll((place, source) -> source.at(to));
        due = mine.unknown.isEmpty() ? Condition.NONE : to + HELD_MICROS;
    }

    /** Takes back what a snapshot kept; a sender the plan has by now is told as ended. */
    void restore(String place, UnknownGas worst, UnknownGas newest, long lastOver, long count) {
        SiteFlag flag = SiteFlag.unknownSource(place);
        mine.unknown.put(place, new Source(flag, worst, newest, lastOver, count));
        if (!planned(newest)) {
            flag.set(true, session);
            due = Math.min(due, lastOver + HELD_MICROS);
        }
    }

    /** What has ended was told with the entry before this one. */
    void forgetEnded() {
        mine.unknown.values().removeIf(source -> !source.flag.active());
    }

    private boolean planned(UnknownGas gas) {
        return mine.site().sensor(gas.device(), gas.quantity()).isPresent();
    }

    /** Device and quantity, in the form of a name whatever the stranger calls itself: it becomes part of a topic. */
    static String place(UnknownGas gas) {
        String device = gas.device();
        if (!Names.valid(device)) {
            CRC32 sum = new CRC32();
            sum.update(device.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String clean = device.replaceAll("[^A-Za-z0-9_-]", "_");
            device = "x" + clean.substring(0, Math.min(clean.length(), NAME_SHOWN_MAX))
                    + String.format(Locale.ROOT, "-%08x", sum.getValue());
        }
        return device + ":" + gas.quantity().code();
    }
}
