@NullMarked
package kz.qalqan.journal;

import org.jspecify.annotations.NullMarked;
