/**
 * A database on a server that several processes share: {@link org.dicomcaravan.database.postgresql.PostgresDatabase} by Jdbi,
 * with a bounded pool of connections, and time limits by which nobody holds up the others for long.
 */
package org.dicomcaravan.database.postgresql;
