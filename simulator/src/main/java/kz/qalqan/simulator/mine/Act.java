package kz.qalqan.simulator.mine;

import java.time.Duration;

/**
 * What somebody of the mine declares.
 *
 * @param at time since the mine's start
 * @param type type of declaration of contract 5
 * @param target a zone, or a sensor as {@code device:quantity}
 */
public record Act(Duration at, String type, String target) {}
