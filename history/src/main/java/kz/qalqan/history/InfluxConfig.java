package kz.qalqan.history;

import java.net.URI;
import java.time.Duration;

/**
 * Which InfluxDB to write to and how long to wait for it.
 *
 * @param url {@code http://host:8086}
 * @param token who we are; {@code user:password} for 1.8; empty for a server that asks nobody; never logged
 * @param org organisation of 2.x; other versions ignore it
 * @param bucket bucket of 2.x and 3, which is also the database of its InfluxQL; {@code database/policy} for 1.8
 * @param connect longest wait for a connection
 * @param answer longest wait for the whole answer to a write or a query
 * @param batch most lines in one request
 */
public record InfluxConfig(
        URI url, String token, String org, String bucket, Duration connect, Duration answer, int batch) {
    /** 5 s. */
    public static final Duration CONNECT = Duration.ofSeconds(5);
    /** 10 s: a query over a long time may take as long; ends before a closing follower gives up on its batch. */
    public static final Duration ANSWER = Duration.ofSeconds(10);
    /** 5,000 lines, the follower's batch: 395 k lines/s in the trials, 0.7 MB a request. */
    public static final int BATCH = 5_000;

    @Override
    public String toString() {
        return "InfluxConfig[" + url + ", org " + org + ", bucket " + bucket + "]";
    }
}
