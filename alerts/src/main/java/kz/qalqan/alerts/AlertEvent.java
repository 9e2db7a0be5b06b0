package kz.qalqan.alerts;

import java.time.Instant;
import kz.qalqan.telemetry.FindingKey;

/**
 * One line of the alert journal: append only, each line sealed with the hash of the one before.
 *
 * <p>Threads: immutable.
 *
 * @param position place in the alert journal; rises by one, the first is 1
 * @param at engine time of a finding, the clock's time of a person's step
 * @param alertId the alert it is about
 * @param key what that alert is about
 * @param applied position in the site's reading journal it was applied at
 * @param change what happened
 * @param hash SHA-256 over the former event's hash and this event's body, in hexadecimal digits
 */
public record AlertEvent(
        long position, Instant at, String alertId, FindingKey key, long applied, AlertChange change, String hash) {}
