package org.dicomcaravan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.api.ResourceName.Location;
import org.dicomcaravan.api.ResourceName.OperationName;
import org.dicomcaravan.api.ResourceName.Project;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * Finds the call that a request line means.
 *
 * <p>A path is split at its slashes first and decoded after, so an escaped slash stays in its name and is refused
 * there; dot segments are refused, never resolved. The colon before a verb may be escaped.
 */
final class RequestLine {

    /** A request line, understood. */
    record Routed(ApiVersion version, Call call) {}

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[^/?#]*");
    private static final Pattern ODD_CHARACTER = Pattern.compile("[/\\\\\\p{C}]");
    private static final int MAX_ID = 256;

    private RequestLine() {}

    /**
     * Routes a request line.
     *
     * @param method the HTTP method, such as {@code POST}; {@code HEAD} is taken for a {@code GET}
     * @param path the path as it was on the wire, still encoded, without its query
     * @throws ApiException 404 for a path that is nothing here, 405 for a method that it does not have, 400 for a name
     *     that can't be one
     */
    static Routed route(String method, String path) throws ApiException {
        List<String> segments = segments(path);
        if (segments.isEmpty()) {
            throw unknown(path);
        }
        ApiVersion version = ApiVersion.of(segments.get(0)).orElseThrow(() -> unknown(path));
        Map<String, Call> calls = calls(segments.subList(1, segments.size()));
        if (calls.isEmpty()) {
            throw unknown(path);
        }
        Call call = calls.get(method.equals("HEAD") ? "GET" : method);
        if (call == null) {
            String allowed = calls.containsKey("GET") ? "GET, HEAD" : String.join(", ", calls.keySet());
            throw ApiException.methodNotAllowed(
                    allowed,
                    "Method " + Quoted.of(method) + " is not allowed on " + Quoted.of(path) + "; use " + allowed + ".");
        }
        return new Routed(version, call);
    }

    private static List<String> segments(String path) throws ApiException {
        String local = ORIGIN.matcher(path).lookingAt() ? ORIGIN.matcher(path).replaceFirst("") : path;
        if (!local.startsWith("/")) {
            throw unknown(path);
        }
        List<String> segments = new ArrayList<>();
        for (String encoded : local.substring(1).split("/", -1)) {
            segments.add(PercentEncoding.decodePath(encoded)
                    .orElseThrow(() -> ApiException.invalid(
                            "The path " + Quoted.of(path) + " is malformed: expected %XX escapes of UTF-8.")));
        }
        return segments;
    }

    private static Map<String, Call> calls(List<String> segments) throws ApiException {
        if (segments.size() < 3 || !isCollection(segments, 0, "projects") || !isCollection(segments, 2, "locations")) {
            return Map.of();
        }
        Project project = new Project(id(segments.get(1)));
        if (segments.size() == 3) {
            return Map.of("GET", new Call.ListLocations(project));
        }
        Location location = new Location(project, id(segments.get(3)));
        if (segments.size() == 4) {
            return Map.of("GET", new Call.GetLocation(location));
        }
        if (!isCollection(segments, 4, "datasets")) {
            return Map.of();
        }
        if (segments.size() == 5) {
            return Map.of("GET", new Call.ListDatasets(location));
        }
        Dataset dataset = new Dataset(location, id(segments.get(5)));
        if (segments.size() == 6) {
            return dataset.id().indexOf(':') < 0 ? Map.of("GET", new Call.GetDataset(dataset)) : Map.of();
        }
        return switch (segments.get(6)) {
            case "dicomStores" -> stores(dataset, segments.subList(7, segments.size()));
            case "operations" -> operations(dataset, segments.subList(7, segments.size()));
            default -> Map.of();
        };
    }

    private static Map<String, Call> stores(Dataset dataset, List<String> rest) throws ApiException {
        if (rest.isEmpty()) {
            return Map.of("GET", new Call.ListDicomStores(dataset));
        }
        if (rest.size() > 1) {
            return Map.of();
        }
        DicomStore store = new DicomStore(dataset, id(beforeVerb(rest.get(0))));
        return switch (verb(rest.get(0))) {
            case "" -> Map.of("GET", new Call.GetDicomStore(store));
            case ":export" -> Map.of("POST", new Call.ExportDicomStore(store));
            case ":getDICOMStoreMetrics" -> Map.of("GET", new Call.GetDicomStoreMetrics(store));
            default -> Map.of();
        };
    }

    private static Map<String, Call> operations(Dataset dataset, List<String> rest) throws ApiException {
        if (rest.isEmpty()) {
            return Map.of("GET", new Call.ListOperations(dataset));
        }
        OperationName operation = new OperationName(dataset, id(beforeVerb(rest.get(0))));
        if (rest.size() == 2 && rest.get(1).equals("log") && verb(rest.get(0)).isEmpty()) {
            return Map.of("GET", new Call.ReadOperationLog(operation));
        }
        if (rest.size() > 1) {
            return Map.of();
        }
        return switch (verb(rest.get(0))) {
            case "" -> Map.of("GET", new Call.GetOperation(operation));
            case ":cancel" -> Map.of("POST", new Call.CancelOperation(operation));
            default -> Map.of();
        };
    }

    private static boolean isCollection(List<String> segments, int at, String name) {
        return segments.get(at).equals(name);
    }

    private static String beforeVerb(String segment) {
        return segment.substring(0, segment.length() - verb(segment).length());
    }

    /** The verb with its colon, or nothing. */
    private static String verb(String segment) {
        int colon = segment.lastIndexOf(':');
        return colon < 0 ? "" : segment.substring(colon);
    }

    private static String id(String text) throws ApiException {
        boolean dots = text.equals(".") || text.equals("..");
        if (text.isEmpty()
                || text.length() > MAX_ID
                || dots
                || ODD_CHARACTER.matcher(text).find()) {
            throw ApiException.invalid(
                    "name",
                    "Malformed name: " + Quoted.of(text) + " can't be the name of a resource; " + "expected 1 to "
                            + MAX_ID + " characters without slashes and control characters.");
        }
        return text;
    }

    /** The answer to a path where nothing is. */
    static ApiException unknown(String path) {
        return new ApiException(RpcCode.NOT_FOUND, "Nothing is at " + Quoted.of(path) + ".");
    }
}
