package kz.qalqan.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A document was refused; all its faults at once, in the order of their lines. */
public final class FaultyDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** Refuses a document for these faults, at least one. */
    public FaultyDocument(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong. */
    public List<Fault> faults() {
        return faults;
    }
}
