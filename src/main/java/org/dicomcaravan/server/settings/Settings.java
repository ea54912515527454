package org.dicomcaravan.server.settings;

import static org.dicomcaravan.server.settings.Setting.choice;
import static org.dicomcaravan.server.settings.Setting.factor;
import static org.dicomcaravan.server.settings.Setting.number;
import static org.dicomcaravan.server.settings.Setting.secret;
import static org.dicomcaravan.server.settings.Setting.server;
import static org.dicomcaravan.server.settings.Setting.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings, in the order of the reference. Those of transcoders and codecs begin with {@code caravan.transcoder.} and
 * {@code caravan.codec.}, and are declared by these ({@link PluginKeys}); a site's own are those that its routes name.
 */
public final class Settings {

    /** What the settings of plugins begin with. */
    public static final List<String> OF_PLUGINS = List.of("caravan.transcoder.", "caravan.codec.");

    private static final long DAY = 86_400;
    private static final String PATH = "the path of a file, or nothing";

    private static final List<Setting> PIPELINE = List.of(
            text(
                    "caravan.profile",
                    "embedded",
                    "the name of a profile, such as google",
                    "The file application-NAME.properties that wins over application.properties"),
            choice(
                    "caravan.objects",
                    "bucket",
                    List.of("bucket", "google-storage"),
                    "Where objects go: folders below the data folder, or Cloud Storage"),
            text(
                    "caravan.objects.options",
                    "",
                    "options of Camel's endpoint, from their question mark on, or nothing",
                    "What is added to the endpoint of objects"),
            number(
                    "caravan.workers",
                    "",
                    1,
                    10_000,
                    "Batches that are worked on at once; unless set, two for each processor"),
            text(
                    "caravan.queue.exports.producer",
                    "seda:exports?size=10000&blockWhenFull=true&waitForTaskToComplete=Never",
                    "an endpoint of Camel",
                    "The queue of operations to be planned, where they go in"),
            text(
                    "caravan.queue.exports.consumer",
                    "seda:exports?size=10000&concurrentConsumers=4&pollTimeout=100",
                    "an endpoint of Camel",
                    "The same queue, where they come out"),
            text(
                    "caravan.queue.batches.producer",
                    "seda:batches?size=16&blockWhenFull=true&waitForTaskToComplete=Never",
                    "an endpoint of Camel",
                    "The queue of batches, where they go in"),
            text(
                    "caravan.queue.batches.consumer",
                    "seda:batches?size=16&concurrentConsumers={{caravan.workers}}&pollTimeout=100",
                    "an endpoint of Camel",
                    "The same queue, where they come out"),
            number("caravan.batch.instances", "100", 1, 100_000, "Instances of a batch at most"),
            number("caravan.batch.bytes", "268435456", 1, Long.MAX_VALUE, "Bytes of a batch, at which it ends"),
            number(
                    "caravan.wait.pause-seconds",
                    "5",
                    1,
                    DAY,
                    "First pause of an operation that waits for something that is away"),
            number(
                    "caravan.wait.longest-pause-seconds",
                    "300",
                    1,
                    DAY,
                    "Longest pause; each is twice as long as the one before"),
            number(
                    "caravan.wait.minutes",
                    "1440",
                    0,
                    525_600,
                    "How long an operation waits in all, before it ends in error"),
            number("caravan.wait.look-millis", "1000", 10, 60_000, "How often is looked whose pause is over"),
            number("caravan.retry.attempts", "6", 0, 1000, "Tries of a destination that fails for a moment"),
            number("caravan.retry.pause", "500", 0, 3_600_000, "First pause between these, in milliseconds"),
            factor("caravan.retry.growth", "2", "How many times longer each pause is than the one before"),
            number("caravan.retry.longest-pause", "20000", 0, 3_600_000, "Longest pause, in milliseconds"));

    private static final List<Setting> LIMITS = List.of(
            number("caravan.limit.frame-seconds", "60", 1, DAY, "Longest time for one frame"),
            number("caravan.limit.stall-seconds", "60", 1, DAY, "Longest time that content may stand still"),
            number(
                    "caravan.limit.frame-mebibytes",
                    "512",
                    1,
                    1 << 20,
                    "Largest frame that is decoded, in MiB of samples"),
            number(
                    "caravan.limit.instance-frames",
                    "1000000",
                    1,
                    Integer.MAX_VALUE,
                    "Most frames of one instance that something is made of"),
            number("caravan.limit.instance-gibibytes", "256", 1, 1 << 20, "Most GiB that are made of one instance"),
            number("caravan.limit.scratch-mebibytes", "20480", 16, 1 << 30, "Most MiB in data/scratch"),
            number(
                    "caravan.limit.row-mebibytes",
                    "95",
                    1,
                    95,
                    "Largest row of a table, in MiB as JSON; BigQuery takes none of 100 MB"),
            number(
                    "caravan.limit.project-operations",
                    "1000",
                    1,
                    1_000_000,
                    "Operations of a project that may be under way at a time"),
            number(
                    "caravan.tables.duckdb-mebibytes",
                    "512",
                    256,
                    1 << 20,
                    "Memory of DuckDB while it loads a table, in MiB"),
            number("caravan.operations.keep-days", "30", 1, 36_500, "Days that finished operations are kept"));

    private static final List<Setting> ACCESS = List.of(
            text(
                    "caravan.access.issuer",
                    "",
                    "the issuer URL of an OpenID Connect provider, or nothing",
                    "Whose access tokens are taken; without one the server listens on the loopback interface alone"),
            text(
                    "caravan.access.audience",
                    "",
                    "audiences, with commas between them",
                    "Of which a token has to name one"),
            text(
                    "caravan.access.policy",
                    "",
                    PATH,
                    "The file of policies; unset: iam-policy.json in the folder of settings"),
            text(
                    "caravan.access.service-accounts",
                    "",
                    PATH,
                    "The file of what may be written for which project; unset: service-accounts.json in the folder of settings"),
            text(
                    "caravan.access.groups-claim",
                    "groups",
                    "the name of a claim",
                    "The claim that lists a caller's groups"),
            text(
                    "caravan.access.algorithms",
                    "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512",
                    "names of algorithms, with commas between them",
                    "Signatures of tokens that are taken"),
            number("caravan.access.clock-skew-seconds", "30", 0, 600, "By how much the provider's clock may be off"),
            text(
                    "caravan.access.client-id",
                    "",
                    "the id of a client at the provider, or nothing",
                    "Who shows tokens to the provider"),
            secret("caravan.access.client-secret", "", "its secret, or nothing", "How it signs in"),
            choice(
                    "caravan.access.introspect-always",
                    "false",
                    List.of("true", "false"),
                    "Whether the provider is asked about every token"),
            number("caravan.audit.keep-days", "365", 1, 36_500, "Days that files of the audit log are kept"),
            number("caravan.audit.file-mebibytes", "64", 1, 1 << 16, "MiB at which a file of it is put aside"),
            number(
                    "caravan.audit.most-mebibytes",
                    "10240",
                    2,
                    1 << 30,
                    "MiB of all of its files, those of strangers apart"));

    private static final List<Setting> HTTP = List.of(
            number(
                    "caravan.http.idle-seconds",
                    "75",
                    1,
                    DAY,
                    "A connection over which nothing goes for so long is closed"),
            number("caravan.http.request-seconds", "60", 1, DAY, "A request has to be there as a whole after so long"),
            number("caravan.http.connections", "2000", 1, 1_000_000, "Most connections at a time"),
            number(
                    "caravan.http.bodies-mebibytes",
                    "32",
                    1,
                    1 << 20,
                    "MiB of all bodies that are read or answered at a time"),
            number(
                    "caravan.http.requests-per-minute",
                    "60000",
                    1,
                    100_000_000,
                    "Requests that one caller may send a minute"),
            server("caravan.public-url", "", "The URL that clients know the server by"),
            text("caravan.tls.certificate", "", PATH, "The certificate chain, in PEM"),
            text("caravan.tls.key", "", PATH, "Its private key, in PEM, without a password"),
            text("caravan.tls.client-authority", "", PATH, "Authorities in PEM of which clients need a certificate"),
            text("caravan.management.host", "127.0.0.1", "an address of this machine", "Where health and metrics are"),
            number("caravan.management.port", "8081", 0, 65_535, "Their port; 0 takes a free one"));

    private static final List<Setting> GOOGLE = List.of(
            server("caravan.gcs.endpoint", "", "An emulator of Cloud Storage"),
            text(
                    "caravan.gcs.credentials",
                    "",
                    "the path of a file, none, or nothing",
                    "Credentials for Cloud Storage; unset: those of the environment"),
            number(
                    "caravan.gcs.stall-seconds",
                    "30",
                    1,
                    DAY,
                    "A connection to it on which nothing moves for so long is given up"),
            number(
                    "caravan.gcs.patience-seconds",
                    "120",
                    0,
                    DAY,
                    "What may pass is tried again until nothing has gone on for so long"),
            number("caravan.gcs.uploads", "64", 1, 10_000, "Uploads at a time at most"),
            server("caravan.bigquery.endpoint", "", "An emulator of BigQuery"),
            text(
                    "caravan.bigquery.project",
                    "",
                    "the id of a project, or nothing",
                    "Who pays for load jobs; unset: the table's project"),
            text(
                    "caravan.rows",
                    "",
                    "gs://BUCKET[/PATH], or nothing",
                    "Where rows of tables and Parquet files lie while an export is under way; unset: in the data folder"),
            text(
                    "caravan.bigquery.staging",
                    "",
                    "gs://BUCKET[/PATH], or nothing",
                    "Where rows lie while BigQuery loads them"));

    private static final Map<String, Setting> BY_NAME = byName();

    private Settings() {}

    private static Map<String, Setting> byName() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Stream.of(PIPELINE, LIMITS, ACCESS, HTTP, GOOGLE)
                .flatMap(List::stream)
                .forEach(setting -> settings.put(setting.name(), setting));
        return settings;
    }

    /** All of them. */
    public static List<Setting> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The setting of a name. */
    public static Optional<Setting> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
