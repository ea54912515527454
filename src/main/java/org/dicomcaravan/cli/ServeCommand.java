package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.CaravanServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: a server until the process is told to stop. */
@Command(name = "serve", description = "Runs the server until it is stopped. Says where it is when it is ready.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerFlags server;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where to listen. " + "Default: 127.0.0.1")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortNumber.class,
            description = "Where to listen; 0 takes a " + "free one. Default: 8080")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!server.namesStores()) {
            Samples.prepare(server.data());
        }
        try (CaravanServer running = CaravanServer.start(server.serving(host, port))) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            PrintWriter out = spec.commandLine().getOut();
            out.println("DICOM Caravan serves " + running.uri());
            out.flush();
            running.awaitStop();
        }
        return ExitCode.OK;
    }
}
