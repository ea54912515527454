package org.dicomcaravan.server.settings;

import static org.dicomcaravan.server.settings.Setting.choice;
import static org.dicomcaravan.server.settings.Setting.number;
import static org.dicomcaravan.server.settings.Setting.pattern;
import static org.dicomcaravan.server.settings.Setting.secret;
import static org.dicomcaravan.server.settings.Setting.text;

import java.util.List;
import java.util.regex.Pattern;

/** The settings of servers that work on the same exports: where their state and their queues are, and who is who. */
final class ClusterSettings {

    /** Who signs in is a setting of its own: a password in a URL would be shown. */
    private static final Pattern DATABASE = Pattern.compile(
            "(jdbc:postgresql://[^/?@\\s]+/[^/?\\s]+(\\?(?!(.*&)?(user|password|options)=)(?!(.*&)?[^&=]*%)\\S*)?)?");

    private static final Pattern BROKER = Pattern.compile(
            "((?!.*[?&;](user|password)=)(?!.*[?&;][^&;=]*%[^&;]*=)(tcp://[^/?@\\s]+|\\(tcp://[^)@\\s]+\\))(\\?\\S*)?)?");

    private static final Pattern ROWS = Pattern.compile("(gs://[^/\\s]+(/\\S*)?)?");
    private static final Pattern NODE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})?");

    static final List<Setting> ALL = List.of(
            pattern(
                    "caravan.state.url",
                    "",
                    "jdbc:postgresql://HOST[:PORT]/DATABASE, without user, password and options, or nothing",
                    DATABASE,
                    "The database that the state of operations is in; unset: state.db in the data folder"),
            text("caravan.state.url.user", "", "the name of a user, or nothing", "Who signs in to it"),
            secret("caravan.state.url.password", "", "a password, or nothing", "How"),
            number("caravan.state.connections", "16", 2, 1000, "Connections to it at most"),
            pattern(
                    "caravan.broker.url",
                    "",
                    "tcp://HOST:PORT, or (tcp://HOST:PORT,tcp://HOST:PORT), without user and password, or nothing",
                    BROKER,
                    "The Artemis broker that has the queues; unset: they are in this process"),
            text("caravan.broker.url.user", "", "the name of a user, or nothing", "Who signs in to it"),
            secret("caravan.broker.url.password", "", "a password, or nothing", "How"),
            choice(
                    "caravan.broker.alone",
                    "false",
                    List.of("true", "false"),
                    "Whether one server alone uses the queues on the broker, so that it may keep its state in its data folder"),
            pattern(
                    "caravan.node.name",
                    "",
                    "letters, digits, dots, hyphens and underscores, 64 at most, or nothing",
                    NODE,
                    "What this server is called among others; unset: the name of its machine"),
            number(
                    "caravan.lease.seconds",
                    "300",
                    5,
                    3600,
                    "How long work is a server's own from when it was last heard of; then another one takes it"),
            pattern(
                    "caravan.rows",
                    "",
                    "gs://BUCKET[/PATH], or nothing",
                    ROWS,
                    "Where rows of tables and Parquet files lie while an export is under way; unset: in the data folder"));

    private ClusterSettings() {}
}
