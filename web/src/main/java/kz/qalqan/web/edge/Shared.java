package kz.qalqan.web.edge;

import io.micrometer.core.instrument.MeterRegistry;
import kz.qalqan.web.accounts.Accounts;

/**
 * What all operations share.
 *
 * @param accounts who may sign in
 * @param workers where calls run
 * @param answers answers kept by Idempotency-Key
 * @param metrics where it is counted
 */
public record Shared(Accounts accounts, Workers workers, Answers answers, MeterRegistry metrics) {}
