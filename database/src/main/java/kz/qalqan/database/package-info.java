/** The relational store: connection, migrations, embedded or PostgreSQL. */
@NullMarked
package kz.qalqan.database;

import org.jspecify.annotations.NullMarked;
