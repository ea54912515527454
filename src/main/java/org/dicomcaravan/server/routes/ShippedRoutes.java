package org.dicomcaravan.server.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.dicomcaravan.server.http.Identity;
import org.dicomcaravan.server.routes.RouteFile.Origin;

/** The pipeline as it came with this version, whatever was done to its folder since. Immutable. */
public final class ShippedRoutes {

    private static final String PLACE = "org/dicomcaravan/server/routes/shipped";

    private final String version;
    private final List<RouteFile> files;

    ShippedRoutes(String version, List<RouteFile> files) {
        this.version = version;
        this.files = List.copyOf(files);
    }

    /**
     * Reads what the build put into the jar.
     *
     * @throws IOException if it can't be read
     */
    public static ShippedRoutes read() throws IOException {
        CamelContext context = new DefaultCamelContext();
        try {
            context.setApplicationContextClassLoader(ShippedRoutes.class.getClassLoader());
            context.build();
            Collection<Resource> found = PluginHelper.getPackageScanResourceResolver(context)
                    .findResources("classpath:" + PLACE + "/*" + RouteSet.SUFFIX);
            if (found.isEmpty()) {
                throw new IOException("The routes of this version are not in its jar, at " + PLACE
                        + ": build it by ./mvnw package, or take the archive's");
            }
            return new ShippedRoutes(Identity.version(), files(found));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The routes of this version can't be read: " + e.getMessage(), e);
        } finally {
            context.stop();
        }
    }

    private static List<RouteFile> files(Collection<Resource> resources) throws IOException {
        List<RouteFile> files = new ArrayList<>();
        for (Resource resource : resources) {
            String location = resource.getLocation();
            String name = location.substring(location.lastIndexOf('/') + 1);
            try (InputStream in = resource.getInputStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                files.add(RouteFile.of(Path.of(name), Origin.OWN, text));
            }
        }
        files.sort(Comparator.comparing(RouteFile::name));
        return files;
    }

    /** The version of the program that they came with. */
    String version() {
        return version;
    }

    /** All files, by name. */
    List<RouteFile> files() {
        return files;
    }

    /** The ids of all routes. */
    public Set<String> ids() {
        return RouteSet.ids(files).keySet();
    }

    /** A route by its id. */
    Optional<RouteText> route(String id) {
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                if (file.routeId(item).equals(id)) {
                    return Optional.of(RouteText.of(file, item));
                }
            }
        }
        return Optional.empty();
    }

    /** What a copy of a route is taken from. */
    Optional<TakenFrom> origin(String id) {
        return route(id).map(text -> new TakenFrom(id, version, text.digest()));
    }
}
