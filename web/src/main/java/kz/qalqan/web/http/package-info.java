/** From a request to an answer: the contract, who asks, what is wrong with a question, how an answer is written. */
@NullMarked
package kz.qalqan.web.http;

import org.jspecify.annotations.NullMarked;
