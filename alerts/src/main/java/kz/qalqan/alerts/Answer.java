package kz.qalqan.alerts;

import java.time.Instant;

/**
 * What a person did, kept for good.
 *
 * @param by the account
 * @param from the address it came from
 * @param at when
 * @param note why, in their words; may be empty where no reason is demanded
 */
public record Answer(String by, String from, Instant at, String note) {}
