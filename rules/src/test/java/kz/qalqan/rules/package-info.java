@NullMarked
package kz.qalqan.rules;

import org.jspecify.annotations.NullMarked;
