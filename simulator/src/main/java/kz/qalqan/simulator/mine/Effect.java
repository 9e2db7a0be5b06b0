package kz.qalqan.simulator.mine;

/**
 * What a step of a scenario does to the mine.
 *
 * @param kind what is done
 * @param target the device or zone it is done to
 * @param amount how much; what it means depends on the kind
 */
public record Effect(Kind kind, String target, double amount) {
    /** What can be done to a mine. */
    public enum Kind {
        /** The state a device reports becomes the amount: a door 1 open, a fan 0 stopped. */
        STATE,
        /** A zone gets this share of its usual air; the rest takes the short cut to the mine's return. */
        AIR,
        /** A device says nothing more while the amount is 1; 0 lets it speak again. */
        SILENCE
    }

    static Effect state(String device, double value) {
        return new Effect(Kind.STATE, device, value);
    }

    static Effect air(String zone, double share) {
        return new Effect(Kind.AIR, zone, share);
    }

    static Effect silence(String device, boolean silent) {
        return new Effect(Kind.SILENCE, device, silent ? 1 : 0);
    }
}
