package kz.qalqan.web.calls;

import java.util.Map;

/**
 * How the parts of the service are.
 *
 * <p>Threads: any; quick, asked by every probe.
 */
@FunctionalInterface
public interface Health {
    /** The parts by name, in the order of the flow. */
    Map<String, Part> parts();

    /**
     * One part.
     *
     * @param up whether it works
     * @param detail in words; empty when there is nothing to say
     * @param required whether the service is not ready without it
     */
    record Part(boolean up, String detail, boolean required) {}
}
