package kz.qalqan.rules.facts;

import org.jspecify.annotations.Nullable;

/**
 * A panel's day of start has come.
 *
 * <p>Threads: immutable.
 */
public final class PanelStarted {
    private final String zone;
    private final String gasContent;

    public PanelStarted(String zone, @Nullable String gasContent) {
        this.zone = zone;
        this.gasContent = gasContent == null ? "" : gasContent;
    }

    public String getZone() {
        return zone;
    }

    /** Device that says the gas content of its coal; empty when none does. */
    public String getGasContent() {
        return gasContent;
    }
}
