/** HTTP API, live feed, the page, accounts. */
@NullMarked
package kz.qalqan.web;

import org.jspecify.annotations.NullMarked;
