package org.dicomcaravan.server.http;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/** The paths that a site's own routes serve beside the API, and those of health where that has no port of its own. */
public final class OtherRoutes implements Predicate<String> {

    private static final String GATEWAY = "/";
    private static final Pattern API = Pattern.compile("/v1(beta1|alpha2)?/projects/");

    private final List<String> prefixes;

    private OtherRoutes(List<String> prefixes) {
        this.prefixes = prefixes;
    }

    /** Those that a context with all its routes has. */
    public static OtherRoutes of(CamelContext context) {
        PlatformHttpComponent http = context.getComponent("platform-http", PlatformHttpComponent.class);
        return new OtherRoutes(
                Stream.concat(http.getHttpEndpoints().stream(), http.getHttpManagementEndpoints().stream())
                        .map(HttpEndpointModel::getUri)
                        .filter(path -> !path.equals(GATEWAY))
                        .map(path -> path.replaceFirst("[{*].*", ""))
                        .toList());
    }

    @Override
    public boolean test(String path) {
        // One that begins with a parameter is everywhere, but not where the API is.
        return prefixes.stream()
                .anyMatch(prefix -> path.startsWith(prefix)
                        && (!prefix.equals(GATEWAY) || !API.matcher(path).lookingAt()));
    }
}
