/** The mine that is not there: physics, faults, truth. */
@NullMarked
package kz.qalqan.simulator;

import org.jspecify.annotations.NullMarked;
