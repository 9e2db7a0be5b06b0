package kz.qalqan.simulator.grade;

import java.time.Duration;

/**
 * An alert a service raised while a scenario was played.
 *
 * @param rule rule id of contract 7
 * @param place the place of its key: {@code device:quantity}, a zone, a section or {@code _site}
 * @param at since the start of the telling
 * @param activations how often its condition became true while it was open, the first time included
 */
public record Raised(String rule, String place, Duration at, int activations) {}
