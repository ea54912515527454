package org.dicomcaravan.database.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.Migrations;
import org.dicomcaravan.rpc.RpcCode;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;

/** Brings tables up to date over connections of its own, on which statements may take as long as they need. */
final class PostgresMigrations {
    private PostgresMigrations() {}

    /**
     * Does so once, as {@link Database#migrate} has it.
     *
     * @throws DatabaseException if the database can't be reached or changed, or has tables of others
     * @throws FlywayException if its tables are of a later version
     */
    static void run(PostgresAddress address, String location, String history) {
        HikariConfig config = PostgresDatabase.config(address, address.forMigrations());
        config.setConnectionTimeout(PostgresDatabase.PATIENCE.toMillis());
        config.setMaximumPoolSize(2); // Flyway holds a lock on one, and works on the other
        config.setPoolName("migrations");
        try (HikariDataSource source = new HikariDataSource(config)) {
            Migrations.run(source, location + "/postgresql", history);
        } catch (FlywayException e) {
            throw problem(address.name(), e);
        }
    }

    private static RuntimeException problem(String name, FlywayException failure) {
        if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new DatabaseException(
                    RpcCode.INTERNAL,
                    name + " has tables of others: expected a database or a schema for this alone; name one in"
                            + " caravan.state.url, such as by ?currentSchema=caravan",
                    failure);
        }
        return PostgresProblem.isIn(failure) ? PostgresProblem.of(failure, name) : failure;
    }
}
