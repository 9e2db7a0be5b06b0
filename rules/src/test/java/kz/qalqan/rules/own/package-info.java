@NullMarked
package kz.qalqan.rules.own;

import org.jspecify.annotations.NullMarked;
