/** Who may do what: accounts, sessions, credentials of scripts. Knows nothing of HTTP. */
@NullMarked
package kz.qalqan.web.accounts;

import org.jspecify.annotations.NullMarked;
