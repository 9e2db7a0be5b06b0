/** Sensor Measurement Lists (RFC 8428), resolved: pure, knows neither topics nor plans. */
@NullMarked
package kz.qalqan.ingest.senml;

import org.jspecify.annotations.NullMarked;
