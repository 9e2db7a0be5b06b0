/** Sparkplug B 3.0 as a host application: births, aliases, order and rebirth, without a broker and without a clock. */
@NullMarked
package kz.qalqan.ingest.sparkplug;

import org.jspecify.annotations.NullMarked;
