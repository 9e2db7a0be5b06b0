package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock driven by hand. */
final class ManualClock implements InstantSource {
    private volatile Instant now = Found.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    synchronized Instant forward(Duration time) {
        now = now.plus(time);
        return now;
    }
}
