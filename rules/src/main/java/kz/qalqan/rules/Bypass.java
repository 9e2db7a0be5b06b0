package kz.qalqan.rules;

import java.time.Duration;

/**
 * Under which conditions a preset permits the bypass of a methane detector (domain row 46).
 *
 * @param longest longest time
 * @param below what a portable meter must read less than, percent methane
 * @param source source id of the numbers
 */
public record Bypass(Duration longest, double below, String source) {}
