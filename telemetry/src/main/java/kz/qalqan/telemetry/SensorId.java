package kz.qalqan.telemetry;

/**
 * Who measures what: {@code site/device/quantity}, for example {@code karaganda-1/GA-07/ch4} (contract 3).
 *
 * <p>A class and not a record because it is the key of every map on the hot path: its hash is computed once.
 *
 * <p>Threads: immutable.
 */
public final class SensorId implements Comparable<SensorId> {
    private final String site;
    private final String device;
    private final Quantity quantity;
    private final int hash;

    /** Both names must have the form of {@link Names}. */
    public SensorId(String site, String device, Quantity quantity) {
        this.site = Names.require("site", site);
        this.device = Names.require("device", device);
        this.quantity = quantity;
        this.hash = (site.hashCode() * 31 + device.hashCode()) * 31
                + quantity.code().hashCode();
    }

    /**
     * Reads {@code site/device/quantity}.
     *
     * @throws IllegalArgumentException when the text has another form or names an unknown quantity
     */
    public static SensorId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("sensor '" + text + "' is not site/device/quantity");
        }
        return new SensorId(parts[0], parts[1], Quantity.of(parts[2]));
    }

    public String site() {
        return site;
    }

    public String device() {
        return device;
    }

    public Quantity quantity() {
        return quantity;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SensorId that
                && hash == that.hash
                && quantity == that.quantity
                && device.equals(that.device)
                && site.equals(that.site);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Alphabetical by site, device, quantity code: the order of every list we print. */
    @Override
    public int compareTo(SensorId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return site + "/" + device + "/" + quantity.code();
    }
}
