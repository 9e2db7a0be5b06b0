package kz.qalqan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import kz.qalqan.simulator.mine.Message;
import kz.qalqan.simulator.mine.Message.Value;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;

/**
 * Writes messages as they go over the wire (contract 3). Its own writer on purpose: encoder and decoder check each
 * other.
 *
 * <p>A number goes bare where the sensor's declared unit is the canonical one, else with its unit.
 *
 * <p>Threads: immutable.
 */
final class Payloads {
    private final String site;
    private final Map<SensorId, String> declared;

    Payloads(Site site) {
        this.site = site.id();
        this.declared = site.sensors().stream().collect(Collectors.toUnmodifiableMap(Sensor::id, Sensor::unit));
    }

    /** The topic a message is published on. */
    String topic(Message message) {
        return topic(message.zone(), message.device(), "telemetry");
    }

    /** A topic of a device. */
    String topic(String zone, String device, String last) {
        return "mine/" + site + "/" + zone + "/" + device + "/" + last;
    }

    /**
     * The JSON of a message.
     *
     * @param measuredAt the stamp it bears, kept to milliseconds
     */
    byte[] telemetry(Message message, Instant measuredAt) {
        StringBuilder json = new StringBuilder(64);
        json.append("{\"ts\":").append(measuredAt.toEpochMilli());
        json.append(",\"seq\":").append(message.seq()).append(",\"values\":{");
        String comma = "";
        for (Value value : message.values()) {
            Quantity quantity = value.sensor().quantity();
            json.append(comma).append('"').append(quantity.code()).append("\":");
            number(json, value.number(), quantity.unit().equals(declared.get(value.sensor())) ? "" : quantity.unit());
            comma = ",";
        }
        return json.append("}}").toString().getBytes(UTF_8);
    }

    /** The payload of a status, {@code online} or {@code offline}. */
    byte[] status(String word) {
        return word.getBytes(UTF_8);
    }

    private static void number(StringBuilder json, BigDecimal number, String unit) {
        if (unit.isEmpty()) {
            json.append(number.toPlainString());
        } else {
            json.append("{\"v\":").append(number.toPlainString()).append(",\"u\":\"");
            json.append(unit).append("\"}");
        }
    }
}
