/** Rules that a mine writes itself: read, checked to the last word, and compiled beside the shipped ones. */
@NullMarked
package kz.qalqan.rules.own;

import org.jspecify.annotations.NullMarked;
