package kz.qalqan.rules;

import java.util.IdentityHashMap;
import kz.qalqan.rules.own.OwnPack;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The mine's own rules at work, in a session of their own, so that taking others leaves ours untouched. They are told
 * the same facts.
 *
 * <p>Threads: the judgement thread only.
 */
final class OwnSession implements AutoCloseable {
    /** Most firings after one change: more than rules and facts there can be, so more is a bug. */
    static final int FIRINGS_MAX = 10_000_000;

    private final IdentityHashMap<FactHandle, FactHandle> handles = new IdentityHashMap<>();
    private @Nullable KieSession session;

    OwnSession(@Nullable KieBase rules, FindingBook book) {
        if (rules != null) {
            session = rules.newKieSession();
            session.addEventListener(new Session.Conclusions(book));
        }
    }

    void insert(FactHandle ours, Object fact) {
        KieSession running = session;
        if (running != null && OwnPack.asksAbout(fact)) {
            handles.put(ours, running.insert(fact));
        }
    }

    void delete(FactHandle ours) {
        KieSession running = session;
        FactHandle handle = handles.remove(ours);
        if (running != null && handle != null) {
            running.delete(handle);
        }
    }

    /**
     * Fires. It ends, because an own rule stands on one fact and concludes what no own rule asks about: as many firings
     * as there are facts for each rule.
     */
    void fire() {
        KieSession running = session;
        if (running != null && running.fireAllRules(FIRINGS_MAX) >= FIRINGS_MAX) {
            throw new IllegalStateException("own rules fired " + FIRINGS_MAX + " times after one change");
        }
    }

    @Override
    public void close() {
        KieSession running = session;
        session = null;
        handles.clear();
        if (running != null) {
            running.dispose();
        }
    }
}
