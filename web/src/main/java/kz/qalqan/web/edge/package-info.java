/** The edge: the contract routes, who asks is recognised, what is asked is checked, and only then a call runs. */
@NullMarked
package kz.qalqan.web.edge;

import org.jspecify.annotations.NullMarked;
