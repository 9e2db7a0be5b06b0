/** What both stores must do alike, and what the embedded one must survive. */
@NullMarked
package kz.qalqan.database;

import org.jspecify.annotations.NullMarked;
