/** An existing past as archive journals: history shows it, nothing judges it. */
@NullMarked
package kz.qalqan.history.archive;

import org.jspecify.annotations.NullMarked;
