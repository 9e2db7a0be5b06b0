/** The page's files. */
@NullMarked
package kz.qalqan.web.page;

import org.jspecify.annotations.NullMarked;
