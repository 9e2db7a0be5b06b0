package kz.qalqan.ingest.sparkplug;

/**
 * Who a metric belongs to: an edge node itself, or one of its devices.
 *
 * @param node the edge node
 * @param device name of the device; empty for the node's own metrics
 */
public record Speaker(EdgeNode node, String device) {
    /** The device of the plan it stands for: the Sparkplug device, or the node where the metric is the node's own. */
    public String name() {
        return device.isEmpty() ? node.name() : device;
    }

    @Override
    public String toString() {
        return device.isEmpty() ? node.toString() : node + "/" + device;
    }
}
