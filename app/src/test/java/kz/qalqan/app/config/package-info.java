@NullMarked
package kz.qalqan.app.config;

import org.jspecify.annotations.NullMarked;
