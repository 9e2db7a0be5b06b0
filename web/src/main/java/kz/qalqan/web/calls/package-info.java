/** What stands behind the operations of the contract, one class for each of its subjects. */
@NullMarked
package kz.qalqan.web.calls;

import org.jspecify.annotations.NullMarked;
