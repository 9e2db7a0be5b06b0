/** Changing limits: proposals, their approval, and their way into the journal. */
@NullMarked
package kz.qalqan.web.tuning;

import org.jspecify.annotations.NullMarked;
