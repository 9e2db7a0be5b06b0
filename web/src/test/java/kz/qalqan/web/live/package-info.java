@NullMarked
package kz.qalqan.web.live;

import org.jspecify.annotations.NullMarked;
