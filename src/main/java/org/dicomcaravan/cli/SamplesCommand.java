package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code samples}: makes the sample store and a bucket to export it to. */
@Command(name = "samples", description = "Makes the sample store and the bucket gs://demo, unless they are there.")
final class SamplesCommand implements Callable<Integer> {
    /**
     * The sample store in JSON.
     *
     * @param made whether it was made now
     */
    record Made(String folder, String bucket, boolean made) {}

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonFlag json;

    @Option(names = "--data", paramLabel = "DIR", description = "The server's data. Default: data")
    private Optional<Path> data = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Path folder = data.orElseGet(() -> Home.folder("data"));
        boolean made = Samples.prepare(folder);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, Output.tree(new Made(Samples.folder(folder).toString(), "gs://" + Samples.BUCKET, made)));
            return ExitCode.OK;
        }
        out.println((made ? "Made " : "There already: ") + Samples.folder(folder));
        out.println(
                "Try: caravan export " + Samples.STORE + " gs://" + Samples.BUCKET + "/first --mime-type image/png");
        out.flush();
        return ExitCode.OK;
    }
}
