/** The chain from reading to alert in virtual time, graded by the simulator's truth. */
@NullMarked
package kz.qalqan.app.virtual;

import org.jspecify.annotations.NullMarked;
