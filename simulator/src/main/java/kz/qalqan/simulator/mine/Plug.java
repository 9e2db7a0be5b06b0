package kz.qalqan.simulator.mine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Air moving along a drift without mixing: what enters leaves again when as much volume has followed it. So the delay
 * grows when the air slows, and nothing is lost or made on the way.
 *
 * <p>Threads: the model's thread only.
 */
final class Plug {
    private record Parcel(double volume, double percent) {}

    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private double last;

    /**
     * A drift full of air.
     *
     * @param volume cubic metres
     * @param percent methane in it at the start
     */
    Plug(double volume, double percent) {
        parcels.addLast(new Parcel(volume, percent));
        last = percent;
    }

    /**
     * Pushes air in and returns the methane, in percent, of the air that leaves meanwhile.
     *
     * @param volume cubic metres; 0 moves nothing
     * @param percent methane in it
     */
    double push(double volume, double percent) {
        if (volume <= 0) {
            return last;
        }
        parcels.addLast(new Parcel(volume, percent));
        double missing = volume;
        double methane = 0;
        while (missing > 0 && !parcels.isEmpty()) {
            Parcel head = parcels.removeFirst();
            double taken = Math.min(missing, head.volume());
            methane += taken * head.percent();
            missing -= taken;
            if (taken < head.volume()) {
                parcels.addFirst(new Parcel(head.volume() - taken, head.percent()));
            }
        }
        last = methane / (volume - missing);
        return last;
    }
}
