/**
 * What the rule session is told. A fact is immutable and its presence means that it is true: it is inserted when a
 * latch of the kernel closes and deleted when it opens, so no rule ever depends on an update being noticed.
 *
 * <p>The types are public because compiled rules are loaded beside them, not because another module may use them.
 */
@NullMarked
package kz.qalqan.rules.facts;

import org.jspecify.annotations.NullMarked;
