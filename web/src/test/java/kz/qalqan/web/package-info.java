@NullMarked
package kz.qalqan.web;

import org.jspecify.annotations.NullMarked;
