/** Configuration, command line and wiring: the only place where the order of the stages is written. */
@NullMarked
package kz.qalqan.app;

import org.jspecify.annotations.NullMarked;
