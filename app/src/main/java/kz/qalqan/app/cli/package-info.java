/** The command line of contract 1: each command is one class, exit code 0 ok, 1 failed, 2 wrong usage. */
@NullMarked
package kz.qalqan.app.cli;

import org.jspecify.annotations.NullMarked;
