/** Time series of readings behind one contract: embedded QuestDB, InfluxDB. */
@NullMarked
package kz.qalqan.history;

import org.jspecify.annotations.NullMarked;
