package kz.qalqan.rules.facts;

/**
 * All safety sensors that speak through a gateway, two at least, fell silent together: the gateway is dead rather than
 * each of them.
 *
 * <p>Threads: immutable.
 */
public final class DarkGateway {
    private final String gateway;

    public DarkGateway(String gateway) {
        this.gateway = gateway;
    }

    public String getGateway() {
        return gateway;
    }
}
