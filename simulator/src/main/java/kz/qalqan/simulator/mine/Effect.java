package kz.qalqan.simulator.mine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a step of a scenario does to the mine.
 *
 * @param kind what is done
 * @param target the device or zone it is done to
 * @param what the gas, quantity or declaration it is about; empty where the kind says all
 * @param amount how much; what it means depends on the kind
 */
public record Effect(Kind kind, String target, String what, double amount) {
    /** What can be done to a mine. */
    public enum Kind {
        /** The state a device reports becomes the amount: a door 1 open, a fan 0 stopped. */
        STATE,
        /** A zone gets this share of its usual air; the rest takes the short cut to the mine's return. */
        AIR,
        /** The whole mine gets this share of its usual air; the target is the fan's zone. */
        DRAUGHT,
        /** A gas flows into a zone from now on, cubic metres a second; of oxygen, it is used up. 0 ends it. */
        RELEASE,
        /** A gas comes into a zone at once, cubic metres. */
        PUFF,
        /** This share of what a drainage pipe sucks is air; the target is a device at the pipe. */
        LEAK,
        /** An event of the rock, joules, heard by the stations; aftershocks follow a large one. */
        SHOCK,
        /** A device says nothing more while the amount is 1; 0 lets it speak again. */
        SILENCE,
        /** A device shows what it showed last while the amount is 1; 0 ends it. */
        STUCK,
        /** A quantity of a device smells test gas of this much, in its canonical unit; below 0 ends it. */
        TEST_GAS,
        /** People declare something of a zone or device. */
        DECLARE;

        /** Its name in a scenario file. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The kind with this name.
         *
         * @throws IllegalArgumentException listing what is allowed
         */
        static Kind of(String word) {
            List<String> words = Arrays.stream(values()).map(Kind::word).toList();
            int index = words.indexOf(word);
            if (index < 0) {
                throw new IllegalArgumentException("effect '" + word + "': allowed are " + words);
            }
            return values()[index];
        }

        /** Whether its target is a zone. */
        boolean ofZone() {
            return this == AIR || this == DRAUGHT || this == RELEASE || this == PUFF;
        }
    }
}
