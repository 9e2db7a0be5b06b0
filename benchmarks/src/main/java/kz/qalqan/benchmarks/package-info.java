/** Benchmarks, outside the default build. */
@NullMarked
package kz.qalqan.benchmarks;

import org.jspecify.annotations.NullMarked;
