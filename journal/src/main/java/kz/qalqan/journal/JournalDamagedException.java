package kz.qalqan.journal;

import java.nio.file.Path;

/** Bytes of the journal are not what was written. Reading stops here; nothing is skipped. */
public final class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long offset;
    private final long position;
    private final String what;

    private final boolean maybeTorn;

    JournalDamagedException(Path file, long offset, long position, String what) {
        this(file, offset, position, what, false);
    }

    JournalDamagedException(Path file, long offset, long position, String what, boolean maybeTorn) {
        super("journal segment " + file + " is damaged at byte " + offset + ", position " + position + ": " + what
                + " ('qalqan journal verify' lists the state of all segments)");
        this.file = file;
        this.offset = offset;
        this.position = position;
        this.what = what;
        this.maybeTorn = maybeTorn;
    }

    /** The segment file. */
    public Path file() {
        return file;
    }

    /** Where in the file the damaged header, group or record begins, in bytes. */
    public long offset() {
        return offset;
    }

    /** The first position that cannot be read. */
    public long position() {
        return position;
    }

    /** What is wrong, without the place. */
    public String what() {
        return what;
    }

    /** Whether it looks like a write that did not end, if nothing whole comes after it. */
    boolean maybeTorn() {
        return maybeTorn;
    }
}
