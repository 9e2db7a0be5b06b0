/**
 * End-to-end measurements, outside the default build: each a ratio against a peer or a stated limit in the same run.
 */
@NullMarked
package kz.qalqan.benchmarks;

import org.jspecify.annotations.NullMarked;
