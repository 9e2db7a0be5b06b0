package kz.qalqan.telemetry;

import java.util.concurrent.CompletableFuture;

/**
 * Publishes to the outside (MQTT, QoS 1).
 *
 * <p>Threads: any.
 */
public interface Outlet {
    /**
     * Publishes.
     *
     * @param payload empty and retained to remove a retained message
     * @return completes when the broker confirmed; exceptionally when the link is down or it refused: the caller
     *     decides whether to try again
     */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained);
}
