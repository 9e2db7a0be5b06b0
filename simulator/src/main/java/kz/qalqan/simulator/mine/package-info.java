/**
 * The mine as a pure model: air, gas, rock, instruments and scenarios; same seed, same values, no clock, no network.
 */
@NullMarked
package kz.qalqan.simulator.mine;

import org.jspecify.annotations.NullMarked;
