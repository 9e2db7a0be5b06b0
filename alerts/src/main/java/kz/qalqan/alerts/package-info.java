/** Finding to alert: lifecycle, hash-chained alert journal. */
@NullMarked
package kz.qalqan.alerts;

import org.jspecify.annotations.NullMarked;
