package kz.qalqan.benchmarks;

/**
 * A sensor as other engines are told of it: a bean whose value changes.
 *
 * <p>Threads: one.
 */
public final class Meter {
    private final String id;
    private final String quantity;
    private final String location;
    private double value;

    /** A sensor without a value yet. */
    public Meter(String id, String quantity, String location) {
        this.id = id;
        this.quantity = quantity;
        this.location = location;
        this.value = Double.NaN;
    }

    /** The sensor with this value: an event of its own. */
    public Meter with(double now) {
        Meter next = new Meter(id, quantity, location);
        next.value = now;
        return next;
    }

    public String getId() {
        return id;
    }

    public String getQuantity() {
        return quantity;
    }

    public String getLocation() {
        return location;
    }

    public double getValue() {
        return value;
    }

    /** Takes another value. */
    public void setValue(double value) {
        this.value = value;
    }
}
