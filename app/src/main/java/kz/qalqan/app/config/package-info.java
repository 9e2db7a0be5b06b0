/** What a person configures: file, environment, secrets; every fault named. */
@NullMarked
package kz.qalqan.app.config;

import org.jspecify.annotations.NullMarked;
