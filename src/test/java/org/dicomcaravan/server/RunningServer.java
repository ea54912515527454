package org.dicomcaravan.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.routes.RouteFolders;

/** A real server in this process, in a folder of its own. */
final class RunningServer extends ServerUnderTest {

    static final String MANAGEMENT_PORT = "caravan.management.port";

    private final CaravanServer server;

    private RunningServer(Path data, CaravanServer server) {
        super(data);
        this.server = server;
    }

    /** Over the sample store; with the routes of the project, some of them replaced, and properties changed. */
    static RunningServer start(Path folder, Path customisation, Map<String, String> properties) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        MadeSamples.into(data);
        return start(folder, customisation, properties, Map.of(STORE, Samples.folder(data)));
    }

    /**
     * Over other stores, by their full names; there is a bucket named demo. With a management server if there is a
     * property for its port.
     */
    static RunningServer start(
            Path folder, Path customisation, Map<String, String> properties, Map<String, Path> stores)
            throws IOException {
        Files.createDirectories(folder.resolve("data/buckets/demo"));
        return startAsItIs(folder, customisation, properties, stores);
    }

    /** The same without making a bucket. */
    static RunningServer startAsItIs(
            Path folder, Path customisation, Map<String, String> properties, Map<String, Path> stores)
            throws IOException {
        Map<String, String> sources = new java.util.TreeMap<>();
        stores.forEach((name, source) -> sources.put(name, source.toString()));
        return over(folder, customisation, properties, sources);
    }

    /** The same over sources of any kind. */
    static RunningServer over(
            Path folder, Path customisation, Map<String, String> properties, Map<String, String> sources)
            throws IOException {
        Path data = folder.resolve("data");
        return new RunningServer(
                data,
                CaravanServer.start(new ServerOptions(
                        "127.0.0.1",
                        0,
                        data,
                        config(folder, properties),
                        RouteFolders.of(routes(folder, customisation)),
                        folder.resolve("transcoders"),
                        sources,
                        true,
                        properties.containsKey(MANAGEMENT_PORT))));
    }

    @Override
    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
