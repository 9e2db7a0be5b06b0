/** What happens now: the last value of every sensor, and the numbered stream of events to the pages. */
@NullMarked
package kz.qalqan.web.live;

import org.jspecify.annotations.NullMarked;
