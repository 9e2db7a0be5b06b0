package kz.qalqan.simulator.mine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import kz.qalqan.telemetry.SensorId;

/**
 * What a device says at one moment: one MQTT message.
 *
 * @param at time since the mine's start
 * @param zone where the plan has the device
 * @param device its name
 * @param seq counts the device's messages from 0
 * @param values what it measures, in the canonical units
 */
public record Message(Duration at, String zone, String device, long seq, List<Value> values) {
    /**
     * One value.
     *
     * @param sensor whose
     * @param number in the canonical unit, with the digits the instrument shows
     */
    public record Value(SensorId sensor, BigDecimal number) {}

    public Message {
        values = List.copyOf(values);
    }
}
