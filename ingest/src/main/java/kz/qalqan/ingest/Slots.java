package kz.qalqan.ingest;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which values of a message were refused, written at the head of the detail: {@code values 1-3,7 of 9: …}. A replay
 * takes these and leaves the others, which became readings the first time.
 *
 * @param refused the places, from 1
 * @param of number of values in the message
 */
record Slots(BitSet refused, int of) {
    private static final Pattern FORM = Pattern.compile("values ([0-9,-]+) of ([0-9]{1,9}): .*", Pattern.DOTALL);

    /** The slots a detail names; empty when it speaks of the whole message. */
    static Optional<Slots> parse(String detail) {
        Matcher matcher = FORM.matcher(detail);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BitSet refused = new BitSet();
        for (String range : matcher.group(1).split(",", -1)) {
            String[] ends = range.split("-", -1);
            refused.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return Optional.of(new Slots(refused, Integer.parseInt(matcher.group(2))));
    }

    /** The head of a detail, with what went wrong behind it. */
    String describe(String what) {
        StringBuilder text = new StringBuilder("values ");
        for (int from = refused.nextSetBit(0); from >= 0; ) {
            int to = refused.nextClearBit(from) - 1;
            text.append(from).append(to > from ? "-" + to : "");
            from = refused.nextSetBit(to + 1);
            text.append(from >= 0 ? "," : "");
        }
        return text.append(" of ").append(of).append(": ").append(what).toString();
    }
}
