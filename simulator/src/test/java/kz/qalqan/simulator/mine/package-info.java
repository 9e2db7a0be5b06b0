@NullMarked
package kz.qalqan.simulator.mine;

import org.jspecify.annotations.NullMarked;
