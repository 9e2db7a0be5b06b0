/** What a service raised, compared with the truth of the scenario it was played. */
@NullMarked
package kz.qalqan.simulator.grade;

import org.jspecify.annotations.NullMarked;
