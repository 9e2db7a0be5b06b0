@NullMarked
package kz.qalqan.plan;

import org.jspecify.annotations.NullMarked;
