package kz.qalqan.telemetry;

/**
 * A device said, or its last will said, whether it is online (contract 3).
 *
 * @param site name of the site
 * @param zone the zone of the topic
 * @param device name of the device
 * @param online what it said
 */
public record DeviceStatus(String site, String zone, String device, boolean online) implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.deviceStatus(this);
    }
}
