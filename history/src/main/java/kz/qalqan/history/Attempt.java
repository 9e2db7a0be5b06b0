package kz.qalqan.history;

import io.questdb.Bootstrap.BootstrapException;
import io.questdb.cairo.CairoError;
import io.questdb.cairo.CairoException;
import io.questdb.cairo.ErrorTag;
import io.questdb.griffin.SqlException;
import java.util.Set;

/** Work on the database whose failures become {@link StoreFault}s that say whether the data is damaged. */
final class Attempt {
    /** Errors of the system that say nothing about the data: EIO, EACCES, EROFS. */
    private static final Set<Integer> REFUSALS = Set.of(5, 13, 30);

    private Attempt() {}

    /** Work that may meet QuestDB's own exceptions. */
    interface Work<T> {
        T run() throws SqlException;
    }

    /** Runs work and names it when it fails. */
    static <T> T of(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SqlException | CairoException | CairoError | InternalError | BootstrapException e) {
            throw new StoreFault(what + ": " + e.getMessage(), e, damage(e)); // Cairo's text is reused: copied here
        }
    }

    /** Whether the data and not the machine is the reason. */
    private static boolean damage(Throwable e) {
        Throwable cause = e instanceof BootstrapException ? e.getCause() : e;
        if (cause instanceof CairoException cairo) {
            return ErrorTag.resolveTag(cairo.getErrno()) == ErrorTag.NONE && !REFUSALS.contains(cairo.getErrno());
        }
        return cause instanceof CairoError // also InternalError: a mapped file that ends too early
                || cause instanceof InternalError;
    }
}
