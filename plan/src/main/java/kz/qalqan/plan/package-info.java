/** YAML to plan and configuration values, every fault named with file and line. */
@NullMarked
package kz.qalqan.plan;

import org.jspecify.annotations.NullMarked;
