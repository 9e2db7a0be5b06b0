@NullMarked
package kz.qalqan.app;

import org.jspecify.annotations.NullMarked;
