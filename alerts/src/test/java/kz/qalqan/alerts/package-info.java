/** The state machine, the chain, and what a crash may leave. */
@NullMarked
package kz.qalqan.alerts;

import org.jspecify.annotations.NullMarked;
