package kz.qalqan.rules.facts;

/**
 * None of the methane sensors of a section can be relied on, though some spoke.
 *
 * <p>Threads: immutable.
 */
public final class TooFew {
    private final String section;

    public TooFew(String section) {
        this.section = section;
    }

    public String getSection() {
        return section;
    }
}
