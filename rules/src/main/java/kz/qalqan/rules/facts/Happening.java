package kz.qalqan.rules.facts;

/**
 * Something that concerns the whole site.
 *
 * <p>Threads: immutable.
 */
public final class Happening {
    private final String name;

    public Happening(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
