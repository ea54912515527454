package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code buckets create}: a bucket of the embedded kind is a folder below {@code data/buckets}. */
@Command(
        name = "buckets",
        description = "Buckets of the embedded kind, which are folders below data/buckets.",
        synopsisSubcommandLabel = "create")
final class BucketsCommand {
    /**
     * A bucket in JSON.
     *
     * @param made whether it was made now
     */
    record Made(String bucket, String folder, boolean made) {}

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Makes a bucket, so that gs://NAME/… can be exported to.")
    int create(
            @Mixin JsonFlag json,
            @Parameters(paramLabel = "NAME", description = "3 to 63 of a-z, 0-9, -, _ and .") String name,
            @Option(names = "--data", paramLabel = "DIR", description = "The server's data. Default: data")
                    Optional<Path> data,
            @Option(names = "--config", paramLabel = "DIR", description = "The server's settings. Default: config")
                    Optional<Path> config)
            throws IOException {
        try {
            BucketName.check(name);
        } catch (IllegalArgumentException e) {
            throw Caravan.usage(spec, e.getMessage());
        }
        if (!Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv())
                .keepsBucketsInFolders()) {
            throw new IOException(
                    "gs://" + name + " would be a bucket of Cloud Storage, and not a folder, in the server's"
                            + " profile: create it with `gcloud storage buckets create gs://" + name + "`");
        }
        Path folder = data.orElseGet(() -> Home.folder("data"));
        DataFolder.make(folder);
        Path bucket = FolderBuckets.root(folder).resolve(name);
        boolean there = Files.isDirectory(bucket);
        Files.createDirectories(bucket);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, Output.tree(new Made("gs://" + name, bucket.toString(), !there)));
        } else {
            out.println((there ? "There already: " : "Made ") + "gs://" + name + ", which is " + bucket);
            out.flush();
        }
        return ExitCode.OK;
    }
}
