package org.dicomcaravan.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.server.routes.Pipeline;
import org.dicomcaravan.server.routes.PipelineChart;
import org.dicomcaravan.server.routes.PipelineData;
import org.dicomcaravan.server.routes.PipelineTree;
import org.dicomcaravan.server.settings.NearestName;
import org.dicomcaravan.text.Escaped;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routes show}. */
@Command(name = "show", description = "Shows the pipeline as a tree, with what a site adds in its places.")
final class RoutesShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RouteFlags flags;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "One route, and what it calls.")
    private Optional<String> id = Optional.empty();

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--mermaid", description = "As a flowchart for a page, in Mermaid's language.")
        private boolean mermaid;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;
    }

    @Override
    public Integer call() throws IOException {
        Pipeline all = Pipeline.of(flags.read());
        Pipeline pipeline = id.map(one -> all.only(known(all, one))).orElse(all);
        PrintWriter out = spec.commandLine().getOut();
        if (form.mermaid) {
            out.print(PipelineChart.mermaid(pipeline));
        } else if (form.json) {
            Output.json(out, PipelineData.of(pipeline));
        } else {
            PipelineTree.lines(pipeline, drawing()).forEach(line -> out.println(cut(line)));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        all.unread().forEach(problem -> err.println("caravan: not shown: " + problem));
        err.flush();
        return ExitCode.OK;
    }

    private String known(Pipeline routes, String name) {
        if (!routes.ids().contains(name)) {
            String hint = NearestName.of(name, routes.ids().stream())
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("`caravan routes show` names all");
            throw Caravan.usage(spec, "no route is called " + Escaped.of(name) + "; " + hint);
        }
        return name;
    }

    private static PipelineTree.Drawing drawing() {
        String charset =
                System.getProperty("native.encoding", Charset.defaultCharset().name());
        return charset.equalsIgnoreCase("UTF-8") ? PipelineTree.Drawing.BOX : PipelineTree.Drawing.ASCII;
    }

    /** To the width of the terminal, if that is where the lines go. */
    private static String cut(String line) {
        int columns = isTerminal() ? Home.columns().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        return Width.of(line) <= columns ? line : beginning(line, columns);
    }

    /** Since Java 22 there is a console for files and pipes, too, which knows that it is none. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static String beginning(String line, int columns) {
        int end = 0;
        while (Width.of(line.substring(0, line.offsetByCodePoints(end, 1))) < columns) {
            end = line.offsetByCodePoints(end, 1);
        }
        return line.substring(0, end).stripTrailing() + "…";
    }
}
