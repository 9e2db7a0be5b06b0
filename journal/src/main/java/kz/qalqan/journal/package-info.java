/** The ordered log everything follows: segments, checksums, group commit, cursors. */
@NullMarked
package kz.qalqan.journal;

import org.jspecify.annotations.NullMarked;
