@NullMarked
package kz.qalqan.simulator;

import org.jspecify.annotations.NullMarked;
