package org.dicomcaravan.destination.duckdb;

import java.util.Properties;

/** What every connection to DuckDB has: bounds, and nothing that is fetched from elsewhere. */
final class Settings {
    private Settings() {}

    /**
     * Settings to open a database with.
     *
     * @param memory that may be used, such as {@code 512MiB}
     */
    static Properties of(String memory) {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", "2");
        return settings;
    }
}
