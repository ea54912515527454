package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code codecs}: what is installed, plugins included, as the server would find it. */
@Command(
        name = "codecs",
        description =
                "Lists the transfer syntaxes that can be read and written, by whom, and all mime types of an export.")
final class CodecsCommand implements java.util.concurrent.Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonFlag json;

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(names = "--markdown", description = "As the page docs/transfer-syntaxes.md.")
    private boolean markdown;

    @Override
    public Integer call() throws IOException {
        Path folder = transcoders.orElseGet(() -> Home.folder("transcoders"));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (PluginFolder plugins = PluginFolder.open(folder, CodecsCommand.class.getClassLoader())) {
            Codecs codecs = Codecs.load(plugins.loader());
            TranscoderChain chain = TranscoderChain.load(plugins.loader(), codecs, Limits.defaults());
            CodecList list = CodecList.of(codecs, chain.mediaTypes());
            if (json.wanted()) {
                Output.json(out, Output.tree(list));
            } else {
                out.print(markdown ? list.markdown() : list.text());
                out.flush();
            }
            plugins.problems().forEach(err::println);
            codecs.conflicts().forEach(err::println);
            codecs.problems().forEach(err::println);
            chain.problems().forEach(err::println);
            err.flush();
        }
        return ExitCode.OK;
    }
}
