/** The words of a call: a question, its answer, a problem. Knows no server. */
@NullMarked
package kz.qalqan.web.http;

import org.jspecify.annotations.NullMarked;
