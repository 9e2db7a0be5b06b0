/** Measured factors to class of working conditions to risk index to card; decimal arithmetic. */
@NullMarked
package kz.qalqan.risk;

import org.jspecify.annotations.NullMarked;
