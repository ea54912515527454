package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.destination.duckdb.DuckTables;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.CaravanServer;
import org.dicomcaravan.store.FolderStores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: on a server that is named, or on one that lives as long as the command. */
@Command(
        name = "export",
        description =
                "Exports a DICOM store, and waits for the end. Without --server, a server in this process does it, and"
                        + " Ctrl-C cancels. With --server, the operation goes on there after Ctrl-C.")
final class ExportCommand implements Callable<Integer> {
    private static final String LOCAL_HOST = "127.0.0.1";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "STORE",
            description = "The store: its full name or the last part of it; "
                    + "'samples' is always there. Without --server also a folder, by a path with a slash.")
    private String store;

    @Parameters(
            index = "1",
            paramLabel = "DESTINATION",
            description = "gs://BUCKET/PREFIX for objects, or bq://PROJECT.DATASET.TABLE for a table of metadata.")
    private String destination;

    @Option(
            names = "--mime-type",
            paramLabel = "TYPE",
            description = "What the objects shall be, such as image/png, "
                    + "image/jpeg, 'application/dicom; transfer-syntax=1.2.840.10008.1.2.1'. Default: DICOM as stored.")
    private Optional<String> mimeType = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Instead of objects for instances: parquet, one object with a row for each of them.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--filter-config-gcs-uri",
            paramLabel = "URI",
            description = "A gs:// object that lists what to "
                    + "export, a line for each: /studies/UID[/series/UID[/instances/UID]]")
    private Optional<String> filter = Optional.empty();

    @Option(
            names = "--write-disposition",
            paramLabel = "WORD",
            description = "For a table that is there: write-empty adds if it has no rows, write-truncate replaces it, "
                    + "write-append adds to it. Default: a table that is there is refused.")
    private Optional<String> writeDisposition = Optional.empty();

    @Option(
            names = "--overwrite-table",
            arity = "0..1",
            fallbackValue = "true",
            description = "The same as --write-disposition write-truncate.")
    private boolean overwriteTable;

    @Option(
            names = "--async",
            arity = "0..1",
            fallbackValue = "true",
            description = "With --server: print the " + "operation's name and do not wait.")
    private boolean async;

    @Mixin
    private ClientFlags client;

    @Mixin
    private ServerFlags server;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException, InterruptedException, ServerRefusal {
        ExportCall call = request();
        if (client.hasServer()) {
            return there(call);
        }
        if (async) {
            throw Caravan.usage(spec, "--async needs --server: without it the server ends with this command");
        }
        refuseToBeOneOfMany();
        if (!spec.root().commandLine().getParseResult().hasMatchedOption("--verbose")) {
            Logs.quiet();
        }
        Optional<Path> folder = folder();
        folder.ifPresent(path -> server.add(FolderStores.name(path), path.toString()));
        if (ResourceNames.last(store).equals(Samples.STORE)) {
            Samples.prepare(server.data());
        }
        try (CaravanServer embedded = CaravanServer.start(server.forOneExport(LOCAL_HOST))) {
            tellOfOthers(embedded);
            HealthcareClient local = client.client(embedded.uri());
            String name = folder.isPresent() ? FolderStores.name(folder.get()) : ResourceNames.store(local, store);
            return here(local, name, call);
        }
    }

    /** On a server that is named, where the operation goes on whatever becomes of this process. */
    private int there(ExportCall call) throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient remote = client.client();
        JsonNode started = remote.post(ResourceNames.store(remote, store) + ":export", call.body());
        String operation = started.path("name").asText();
        if (async) {
            if (json.wanted()) {
                Output.json(out(), started);
            } else {
                out().println(operation);
                out().flush();
            }
            return ExitCode.OK;
        }
        ShownWatch watch = new ShownWatch(remote, err());
        Operation done = watch.untilDoneOrLeft(operation, client.hint());
        return new Outcome(remote, out(), json.wanted(), client.hint())
                .print(
                        done,
                        call.destination(),
                        watch.missing(done),
                        call.table().flatMap(FirstQuestion::sql));
    }

    /** On a server that ends with this process. */
    private int here(HealthcareClient local, String name, ExportCall call)
            throws IOException, InterruptedException, ServerRefusal {
        String operation =
                local.post(name + ":export", call.body()).path("name").asText();
        Interruption interruption = new Interruption(local, operation);
        try {
            ShownWatch watch = new ShownWatch(local, err());
            Operation done = watch.untilDone(operation);
            return new Outcome(local, out(), json.wanted(), server.dataFlag())
                    .print(done, where(call), watch.missing(done), question(call));
        } finally {
            interruption.over();
        }
    }

    /** A server that ends with this command would take work of others, and leave its own to them. */
    private void refuseToBeOneOfMany() throws IOException {
        server.configuration().sharing().ifPresent(sharing -> {
            throw Caravan.usage(
                    spec,
                    "export without --server brings a server of its own, and " + sharing
                            + ", so that it would be one of many:"
                            + " name one of those by --server, or leave that setting out (CARAVAN_PROFILE=embedded)");
        });
    }

    private ExportCall request() {
        try {
            return new ExportCall(
                    destination, ExportCall.type(mimeType, format), filter, writeDisposition, overwriteTable);
        } catch (IllegalArgumentException e) {
            throw Caravan.usage(spec, e.getMessage());
        }
    }

    /** The folder that the store is, if it is given as a path. */
    private Optional<Path> folder() throws IOException {
        boolean path = store.contains("/") || store.equals(".") || store.equals("..");
        if (!path || ResourceNames.isStore(store)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(Path.of(store))) {
            throw Caravan.usage(
                    spec,
                    "STORE " + store + " is no folder that is there, and no name of a store: expected the path of a"
                            + " folder, projects/P/locations/L/datasets/D/dicomStores/S, or the last part of such a name");
        }
        return Optional.of(Path.of(store).toRealPath());
    }

    /** Operations of other processes are theirs, or those of a server. */
    private void tellOfOthers(CaravanServer embedded) {
        int others = embedded.unfinishedOfOthers();
        if (others > 0) {
            err().println(Words.count(others, "unfinished operation") + ": `caravan serve` goes on with "
                    + (others == 1 ? "it" : "them"));
            err().flush();
        }
    }

    /** The destination, and the folder or file that it is where all is on this machine. */
    private String where(ExportCall call) {
        Path place = call.writesObjects()
                ? FolderBuckets.root(server.data()).resolve(call.objects())
                : DuckTables.file(DuckTables.root(server.data()), call.table().orElseThrow());
        return Files.exists(place) ? call.destination() + " (" + place + ")" : call.destination();
    }

    private Optional<String> question(ExportCall call) {
        return call.table()
                .flatMap(table -> Files.exists(DuckTables.file(DuckTables.root(server.data()), table))
                        ? Optional.of(FirstQuestion.command(table, server.dataFlag()))
                        : FirstQuestion.sql(table));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
