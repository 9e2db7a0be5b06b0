package kz.qalqan.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs, and can be put forward by hand. */
final class HandClock implements InstantSource {
    private final InstantSource running;
    private volatile Duration ahead = Duration.ZERO;

    HandClock(InstantSource running) {
        this.running = running;
    }

    void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return running.instant().plus(ahead);
    }
}
