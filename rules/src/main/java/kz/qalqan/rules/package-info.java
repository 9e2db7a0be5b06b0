/** Windows, limits, sensor trust and the Drools rule pack: readings to findings. */
@NullMarked
package kz.qalqan.rules;

import org.jspecify.annotations.NullMarked;
