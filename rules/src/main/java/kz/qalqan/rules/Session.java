package kz.qalqan.rules;

import kz.qalqan.rules.facts.Suppression;
import kz.qalqan.rules.facts.Violation;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules at work: is told what became true or ceased to be, concludes, and tells the book of findings.
 *
 * <p>It holds only what is true now, so it stays small and needs no saving.
 *
 * <p>Threads: the judgement thread only.
 */
final class Session implements AutoCloseable {
    /** Most firings after one change. More means that rules feed on themselves: a bug that must stop the engine. */
    static final int FIRINGS_MAX = 100_000;

    private final KieSession session;
    private final OwnSession own;

    Session(KieBase rules, @Nullable KieBase ownRules, FindingBook book) {
        session = rules.newKieSession();
        session.addEventListener(new Conclusions(book));
        own = new OwnSession(ownRules, book);
    }

    @Nullable
    FactHandle insert(Object fact) {
        FactHandle handle = session.insert(fact);
        own.insert(handle, fact);
        return handle;
    }

    void delete(FactHandle handle) {
        session.delete(handle);
        own.delete(handle);
    }

    /** Tells the session what the latch says now. */
    void tell(Condition condition) {
        FactHandle handle = condition.handle;
        if (condition.active && handle == null) {
            condition.handle = insert(condition.fact);
        } else if (!condition.active && handle != null) {
            condition.handle = null;
            delete(handle);
        }
    }

    void fire() {
        own.fire();
        if (session.fireAllRules(FIRINGS_MAX) >= FIRINGS_MAX) {
            throw new IllegalStateException("the rules fired " + FIRINGS_MAX + " times after one change");
        }
    }

    @Override
    public void close() {
        own.close();
        session.dispose();
    }

    /** Hears what rules conclude. */
    static final class Conclusions extends DefaultRuleRuntimeEventListener {
        private final FindingBook book;

        Conclusions(FindingBook book) {
            this.book = book;
        }

        @Override
        public void objectInserted(ObjectInsertedEvent event) {
            if (event.getObject() instanceof Violation violation) {
                book.appeared(violation, event.getRule().getName());
            } else if (event.getObject() instanceof Suppression suppression) {
                book.suppressed(suppression);
            }
        }

        @Override
        public void objectDeleted(ObjectDeletedEvent event) {
            if (event.getOldObject() instanceof Violation violation) {
                book.vanished(violation);
            } else if (event.getOldObject() instanceof Suppression suppression) {
                book.released(suppression);
            }
        }
    }
}
