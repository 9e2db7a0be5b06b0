package kz.qalqan.journal;

/**
 * Is told when the journal writes a group, so that its owner can measure with its own clock.
 *
 * <p>Threads: called on the journal's thread; must not block or throw.
 */
public interface CommitWatch {
    /** Nobody watches. */
    CommitWatch NONE = new CommitWatch() {};

    /** A group is about to be written and fsynced. */
    default void committing() {}

    /**
     * The group is on disk.
     *
     * @param entries number of entries in it
     * @param bytes its length in the file
     */
    default void committed(int entries, int bytes) {}
}
