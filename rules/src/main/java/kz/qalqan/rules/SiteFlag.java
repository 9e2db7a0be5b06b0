package kz.qalqan.rules;

import kz.qalqan.rules.facts.DarkGateway;
import kz.qalqan.rules.facts.DarkZone;
import kz.qalqan.rules.facts.Happening;
import kz.qalqan.rules.facts.UnknownSource;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Something that is true of the whole site, or of a zone, or not, and the session knows it.
 *
 * <p>Threads: the judgement thread only.
 */
final class SiteFlag {
    private final Object fact;
    private @Nullable FactHandle handle;

    SiteFlag(String name) {
        this(new Happening(name));
    }

    SiteFlag(Object fact) {
        this.fact = fact;
    }

    /** A zone that is dark or not. */
    static SiteFlag darkZone(String zone) {
        return new SiteFlag(new DarkZone(zone));
    }

    /** A gateway that is dark or not. */
    static SiteFlag darkGateway(String gateway) {
        return new SiteFlag(new DarkGateway(gateway));
    }

    /** A sender the plan does not know, with gas or not. */
    static SiteFlag unknownSource(String place) {
        return new SiteFlag(new UnknownSource(place));
    }

    boolean active() {
        return handle != null;
    }

    /** True when it changed. */
    boolean set(boolean active, Session session) {
        FactHandle told = handle;
        if (active && told == null) {
            handle = session.insert(fact);
            return true;
        }
        if (!active && told != null) {
            session.delete(told);
            handle = null;
            return true;
        }
        return false;
    }
}
