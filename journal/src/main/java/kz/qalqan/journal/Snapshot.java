package kz.qalqan.journal;

/**
 * A follower's state after a position.
 *
 * @param name whose it is
 * @param position the last entry that is in it
 * @param bytes the state, as it was saved
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were given; never compared
public record Snapshot(String name, long position, byte[] bytes) {}
