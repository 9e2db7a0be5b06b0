/**
 * The words every stage speaks and the seams between the stages.
 *
 * <p>Bytes become a {@link kz.qalqan.telemetry.Reading}, a reading may become a {@link kz.qalqan.telemetry.Finding}, a
 * finding becomes an alert. What crosses a border between modules is declared here, immutable, and depends on nothing.
 */
@NullMarked
package kz.qalqan.telemetry;

import org.jspecify.annotations.NullMarked;
