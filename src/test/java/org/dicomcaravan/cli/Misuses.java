package org.dicomcaravan.cli;

import static org.dicomcaravan.cli.ExitCode.FAILURE;
import static org.dicomcaravan.cli.ExitCode.INSTANCES_FAILED;
import static org.dicomcaravan.cli.ExitCode.OK;
import static org.dicomcaravan.cli.ExitCode.REFUSED;
import static org.dicomcaravan.cli.ExitCode.UNREACHABLE;
import static org.dicomcaravan.cli.ExitCode.USAGE;
import static org.dicomcaravan.cli.Misuse.RUNS;
import static org.dicomcaravan.cli.Misuse.export;
import static org.dicomcaravan.cli.Misuse.run;
import static org.dicomcaravan.cli.Misuse.serve;
import static org.dicomcaravan.cli.Preparations.anotherServer;
import static org.dicomcaravan.cli.Preparations.append;
import static org.dicomcaravan.cli.Preparations.closed;
import static org.dicomcaravan.cli.Preparations.disk;
import static org.dicomcaravan.cli.Preparations.file;
import static org.dicomcaravan.cli.Preparations.folder;
import static org.dicomcaravan.cli.Preparations.replace;
import static org.dicomcaravan.cli.Preparations.without;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The table: what users did, and the sentence that each of them gets, with the problem, the place and the way out. */
final class Misuses {
    private static final String PLACE = "projects/p/locations/l/datasets/d/dicomStores/s";
    private static final String SERVER = "caravan: The server can't start: ";
    private static final String SETTINGS = "{folder}/config/application.properties";
    private static final String DELIVER = "routes/deliver.camel.yaml";

    private Misuses() {}

    static Stream<Misuse> all() {
        return Stream.of(
                        folders(),
                        disks(),
                        settings(),
                        routes(),
                        stores(),
                        servers(),
                        destinations(),
                        tokens(),
                        others())
                .flatMap(List::stream);
    }

    private static List<Misuse> folders() {
        return List.of(
                serve("a data folder in one without permission", "--data={folder}/closed/data")
                        .after(closed("closed"))
                        .weakly()
                        .says(
                                FAILURE,
                                "Data folder {folder}/closed/data can't be made: the server's user has no permission;"
                                        + " name another one by --data"),
                serve("a data folder without permission", "--data={folder}/closed")
                        .after(closed("closed"))
                        .weakly()
                        .says(
                                FAILURE,
                                "Data folder {folder}/closed can't be written to: the server's user has no permission;"
                                        + " make it writable for the server's user, or name another one by --data"),
                serve("a file as data folder", "--data={folder}/file")
                        .after(file("file"))
                        .says(FAILURE, "Data folder {folder}/file can't be made: a file is in its place; name another"),
                serve("a data folder that is mounted read-only")
                        .after(disk("ro"))
                        .says(FAILURE, "Data folder {folder}/data can't be written to: Read-only file system; make it"),
                serve("a second server on the same data")
                        .after(anotherServer())
                        .says(
                                FAILURE,
                                SERVER + "Another server works on {folder}/data/state.db: send requests",
                                "--data"),
                serve("plugins that are not there", "--transcoders={folder}/nowhere")
                        .says(
                                USAGE,
                                "--transcoders: there is no folder {folder}/nowhere; name the one that plugins lie in"),
                serve("a config folder that is not there", "--config={folder}/nowhere")
                        .says(
                                FAILURE,
                                "Configuration {folder}/nowhere/application.properties is not there: expected a file of"
                                        + " properties; name its folder by --config"));
    }

    private static List<Misuse> disks() {
        return List.of(
                serve("a full disk")
                        .after(disk("size=2m", 0))
                        .says(
                                FAILURE,
                                "Data folder {folder}/data can't be written to: the disk is full, with 0 KiB free; free"
                                        + " space there, or name another one by --data"),
                serve("a nearly full disk, with too little for the state")
                        .after(disk("size=2m", 100 * 1024))
                        .says(
                                FAILURE,
                                SERVER
                                        + "state file {folder}/data/state.db could not be opened: the disk is full, with ",
                                " KiB free; free space"),
                export("a disk with too little for the samples", "samples", "gs://demo/x")
                        .after(disk("size=1m", 200 * 1024))
                        .says(
                                FAILURE,
                                "Data folder {folder}/data can't be written to: the disk is full, with ",
                                "free space"));
    }

    private static List<Misuse> settings() {
        return List.of(
                serve("a word for a number")
                        .with("CARAVAN_WORKERS", "abc")
                        .says(
                                FAILURE,
                                "Property caravan.workers is \"abc\": expected a whole number from 1 to 10000; it is set by"
                                        + " CARAVAN_WORKERS"),
                serve("a setting misspelt")
                        .after(append("config/application.properties", text("\ncaravan.wrokers=4\n")))
                        .says(FAILURE, SETTINGS + ": caravan.wrokers is no setting; caravan.workers is"),
                serve("a setting of a plugin misspelt")
                        .after(append("config/application.properties", text("\ncaravan.codec.jpeg.qualtiy=4\n")))
                        .says(FAILURE, "qualtiy is no setting of a plugin; caravan.codec.jpeg.quality is"),
                serve("a file in Latin-1")
                        .after(append(
                                "config/application.properties", "# M\u00fcller".getBytes(StandardCharsets.ISO_8859_1)))
                        .says(FAILURE, "Configuration " + SETTINGS + " can't be read: it is not in UTF-8; save it in"),
                serve("no URL")
                        .with("CARAVAN_PUBLIC_URL", "foo")
                        .says(
                                FAILURE,
                                "Property caravan.public-url is \"foo\": expected http(s)://HOST[:PORT], or nothing; it is"
                                        + " set by CARAVAN_PUBLIC_URL"),
                serve("a certificate that is none")
                        .after(append(
                                "config/application.properties",
                                text("\ncaravan.tls.certificate=LICENSE\ncaravan.tls.key=LICENSE\n")))
                        .says(
                                FAILURE,
                                "caravan.tls.certificate is \"LICENSE\", in which are no certificates: expected them"),
                serve("a folder as certificate")
                        .after(append(
                                "config/application.properties",
                                text("\ncaravan.tls.certificate=docs\ncaravan.tls.key=docs\n")))
                        .says(
                                FAILURE,
                                "caravan.tls.certificate is \"docs\", which can't be read (",
                                "expected a file in PEM"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Misuse> routes() {
        return List.of(
                serve("routes that are not there", "--routes={folder}/nowhere")
                        .says(
                                FAILURE,
                                SERVER + "Folder {folder}/nowhere of routes is not there, or no folder",
                                "--routes"),
                serve("a folder without routes", "--routes={folder}/empty")
                        .after(folder("empty"))
                        .says(
                                FAILURE,
                                SERVER + "Folder {folder}/empty has no routes: expected",
                                "another one by --routes"),
                serve("a typo in an expression")
                        .after(replace(DELIVER, "== 'object'", "= 'object'"))
                        .says(
                                FAILURE,
                                "{folder}/" + DELIVER + ":13: not understood: ",
                                "Unexpected token = at location 22"),
                serve("a bean misspelt")
                        .after(replace(DELIVER, "ref: deliveries", "ref: deliverys"))
                        .says(
                                FAILURE,
                                "{folder}/" + DELIVER + ":9: no bean is called deliverys; did you mean deliveries?"),
                serve("a stage that is missing")
                        .after(without(DELIVER))
                        .says(
                                FAILURE,
                                "export-instance.camel.yaml:30: no route begins at direct:deliver: expected one"));
    }

    private static List<Misuse> stores() {
        return List.of(
                serve("a store that is not there", "--store", PLACE + "2={folder}/nowhere")
                        .says(
                                RUNS,
                                "DICOM store " + PLACE
                                        + "2 is not there: no folder lies in its place, {folder}/nowhere."
                                        + " Exports of it are refused until it is: mount it, or correct where it lies"),
                serve("a store without permission", "--store", PLACE + "2={folder}/closed")
                        .after(closed("closed"))
                        .weakly()
                        .says(
                                RUNS,
                                "DICOM store " + PLACE
                                        + "2 is not there: its folder can't be reached: the server's user"
                                        + " has no permission, {folder}/closed.",
                                "mount it, or correct where it lies"),
                serve("a store in a bucket that is not there", "--store", PLACE + "2=gs://nobucket/x")
                        .says(RUNS, "DICOM store " + PLACE + "2 is not there: ", "create it, or correct where it lies"),
                serve("a store on the web", "--store", PLACE + "2=https://example.org/x")
                        .says(
                                FAILURE,
                                "Store " + PLACE
                                        + "2 can't have the source \"https://example.org/x\": expected the path of"
                                        + " a folder, or gs://BUCKET/PREFIX"),
                export("a store that nobody knows", "nobody", "gs://demo/x")
                        .says(REFUSED, "has no DICOM store nobody; it has samples"),
                export("a folder that is not there", "{folder}/nowhere", "gs://demo/x")
                        .says(
                                USAGE,
                                "STORE {folder}/nowhere is no folder that is there, and no name of a store: expected"));
    }

    private static List<Misuse> servers() {
        return List.of(
                run("a server without http://, where none is", "export samples gs://demo/x --server 127.0.0.1:9")
                        .says(UNREACHABLE, "no server answers at http://127.0.0.1:9; start one with `caravan serve`"),
                run("a server by ftp", "stores list --server ftp://127.0.0.1")
                        .says(USAGE, "--server takes http(s)://HOST[:PORT], not ftp://127.0.0.1"),
                run("a port that is none", "serve --port=abc")
                        .says(USAGE, "Invalid value for option '--port': \"abc\" is no port; expected 0 to 65535"),
                serve("strangers, of whom nobody asks who they are", "--host=0.0.0.0")
                        .says(
                                FAILURE,
                                "Host 0.0.0.0 can be reached from other machines, and nobody is asked who he is"),
                serve("a provider that is away, and no TLS", "--host=0.0.0.0")
                        .after(folder -> {
                            file("config/iam-policy.json", text("{}")).in(folder);
                            return append(
                                            "config/application.properties",
                                            text(
                                                    "\ncaravan.access.issuer=https://id.invalid\ncaravan.access.audience=c\n"))
                                    .in(folder);
                        })
                        .says(
                                RUNS,
                                "The server listens on 0.0.0.0 without TLS: whoever is on the network",
                                "Set caravan.tls.certificate and caravan.tls.key",
                                "Identity provider https://id.invalid can't be asked"));
    }

    private static List<Misuse> destinations() {
        return List.of(
                export("a bucket that is not there", "samples", "gs://nobucket/x")
                        .says(
                                REFUSED,
                                "Bucket gs://nobucket of gcsDestination.uriPrefix does not exist; create it with `caravan"
                                        + " buckets create nobucket` (and the server's --data, if it has one), then"),
                export("one slash", "samples", "gs:/x")
                        .says(USAGE, "DESTINATION is gs://BUCKET/PREFIX or bq://PROJECT.DATASET.TABLE, not gs:/x"),
                export("no bucket", "samples", "gs://")
                        .says(REFUSED, "gcsDestination.uriPrefix: the bucket name is missing: expected gs://BUCKET/"),
                export("no table", "samples", "bq://x")
                        .says(REFUSED, "\"bq://x\" is not of the form bq://PROJECT.DATASET.TABLE"),
                export("a table, replaced", "samples", "bq://demo.first.x", "--overwrite-table")
                        .after(SentencesTest::exportTable)
                        .says(OK, "exported to bq://demo.first.x"),
                export("a table that is there", "samples", "bq://demo.first.x")
                        .after(SentencesTest::exportTable)
                        .says(
                                REFUSED,
                                "table bq://demo.first.x exists already; set writeDisposition to WRITE_TRUNCATE or"
                                        + " WRITE_APPEND (--write-disposition write-truncate or write-append), or name"),
                export("a word that is no disposition", "samples", "bq://demo.first.x", "--write-disposition=all")
                        .says(USAGE, "--write-disposition is write-empty, write-truncate or write-append, not all"),
                export("a format that is none", "samples", "gs://demo/x", "--format=nope")
                        .says(USAGE, "--format can be parquet alone, not nope"),
                export("a media type that nothing makes", "samples", "gs://demo/x", "--mime-type=image/tiff")
                        .says(REFUSED, "\"image/tiff\" can't be exported; there are application/dicom, "),
                export("a study UID with letters", "samples", "gs://demo/x", "--filter-config-gcs-uri=gs://demo/f")
                        .after(file("data/buckets/demo/f", text("/studies/abc\n")))
                        .says(INSTANCES_FAILED, "1 line of the filter matched nothing: caravan operations log "));
    }

    private static List<Misuse> tokens() {
        return List.of(
                run("a token file that is not there", "stores list --server 127.0.0.1:9 --token-file {folder}/no")
                        .says(USAGE, "--token-file {folder}/no: there is no such file; expected a bearer token"),
                run("an empty token file", "stores list --server 127.0.0.1:9 --token-file {folder}/empty")
                        .after(file("empty"))
                        .says(USAGE, "--token-file {folder}/empty is empty: expected a bearer token"),
                run("a folder as token file", "stores list --server 127.0.0.1:9 --token-file {folder}/data")
                        .says(
                                USAGE,
                                "--token-file {folder}/data can't be read (Is a directory); expected a bearer token"));
    }

    private static List<Misuse> others() {
        return List.of(
                run("help for a command", "help export").says(OK, "Usage: caravan export", "DESTINATION"),
                run("a bucket that can have no such name", "buckets create A_b")
                        .says(USAGE, "bad bucket name \"A_b\": it may have lower-case letters, digits"));
    }
}
