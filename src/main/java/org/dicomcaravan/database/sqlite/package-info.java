/**
 * A database in a file, for one server: {@link org.dicomcaravan.database.sqlite.SqliteFile} by Jdbi, with connections that
 * are given up after a failure.
 */
package org.dicomcaravan.database.sqlite;
