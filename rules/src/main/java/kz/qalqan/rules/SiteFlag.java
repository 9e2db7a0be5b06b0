package kz.qalqan.rules;

import kz.qalqan.rules.facts.Happening;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Something that is true of the whole site or not, and the session knows it.
 *
 * <p>Threads: the judgement thread only.
 */
final class SiteFlag {
    private final Happening fact;
    private @Nullable FactHandle handle;

    SiteFlag(String name) {
        fact = new Happening(name);
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
