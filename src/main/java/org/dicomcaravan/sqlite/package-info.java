/**
 * A database in a file: {@link org.dicomcaravan.sqlite.SqliteFile} by Jdbi, with connections that are given up after a
 * failure, and one exception that tells a full disk from the rest. Knows no tables.
 */
package org.dicomcaravan.sqlite;
