@NullMarked
package kz.qalqan.web.edge;

import org.jspecify.annotations.NullMarked;
