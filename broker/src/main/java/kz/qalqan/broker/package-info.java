/** The embedded broker of the demo and of tests; nothing in production. */
@NullMarked
package kz.qalqan.broker;

import org.jspecify.annotations.NullMarked;
