package org.dicomcaravan.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How tables are brought up to date. */
public final class Migrations {

    /** The history of tables that were there from the first version on. */
    public static final String FIRST = "flyway_schema_history";

    private Migrations() {}

    /**
     * Runs the scripts that did not run yet; of several processes one at a time.
     *
     * @param location as {@link Database#migrate} has it, with the folder of the kind of database
     */
    public static void run(DataSource source, String location, String history) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + location)
                .table(history)
                // A file of a later version is refused, not taken for one of this version.
                .ignoreMigrationPatterns(new String[0]);
        if (!history.equals(FIRST)) {
            // Other tables are beside these, or these themselves, made before there were scripts.
            configuration.baselineOnMigrate(true).baselineVersion("0");
        }
        configuration.load().migrate();
    }
}
