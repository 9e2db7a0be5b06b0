package kz.qalqan.journal;

import java.util.Arrays;

/** Kinds of record. Codes are stored: append only, never change one. */
enum RecordType {
    /** New sensors of the segment's dictionary; no entry. */
    SENSORS(0),
    /** Version 2 adds duplicates, replayed messages, and the zones of misplaced readings. */
    READINGS(1, 2),
    LIMIT_CHANGE(2),
    DECLARATION(3),
    /** Version 2 adds content type and retained flag. */
    QUARANTINED(4, 2),
    TICK(5),
    LINK_CHANGE(6),
    DEVICE_STATUS(7),
    CLOCK_STEP(8),
    SERVICE_START(9),
    PLAN_IN_FORCE(10),
    UNKNOWN_GAS(11),
    OWN_RULES(12),
    LOCK_HELD(13);

    private static final RecordType[] BY_CODE = values();

    private final int code;
    private final int version;

    RecordType(int code) {
        this(code, 1);
    }

    RecordType(int code, int version) {
        this.code = code;
        this.version = version;
    }

    int code() {
        return code;
    }

    /** The schema version this build writes; it reads all from 1 on. */
    int version() {
        return version;
    }

    /** The type with this code; one from the future is refused by its number. */
    static RecordType of(int code, int version) {
        if (code >= BY_CODE.length) {
            throw new MalformedRecord("unknown record type " + code + "; this build knows " + Arrays.toString(BY_CODE));
        }
        RecordType type = BY_CODE[code];
        if (version < 1 || version > type.version) {
            throw new MalformedRecord("record type " + type + " has schema version " + version
                    + "; this build reads version " + (type.version == 1 ? "1" : "1 to " + type.version));
        }
        return type;
    }
}
