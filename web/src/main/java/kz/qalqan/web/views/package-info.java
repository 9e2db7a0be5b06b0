/** What the outside sees of our values: the JSON of contract 5, and the sentences that explain an alert. */
@NullMarked
package kz.qalqan.web.views;

import org.jspecify.annotations.NullMarked;
