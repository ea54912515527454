package org.dicomcaravan.api.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * The path of a request, taken apart. It is split at its slashes first and decoded after, so an escaped slash stays in
 * its name and is refused there; dot segments are never resolved. The colon before a verb may be escaped.
 *
 * @param version the version of the API that it begins with
 * @param segments what comes after that, decoded, none of them checked
 */
public record RequestPath(ApiVersion version, List<String> segments) {

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[^/?#]*");

    /**
     * Takes a path apart.
     *
     * @param path as it was on the wire, still encoded, without its query; a whole URL, as proxies are sent, is taken too
     * @throws ApiException 404 if it begins with no version of the API, 400 if it is malformed
     */
    public static RequestPath of(String path) throws ApiException {
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
        Optional<ApiVersion> version = ApiVersion.of(segments.get(0));
        return new RequestPath(
                version.orElseThrow(() -> unknown(path)), List.copyOf(segments.subList(1, segments.size())));
    }

    /** The answer to a path where nothing is. */
    public static ApiException unknown(String path) {
        return new ApiException(RpcCode.NOT_FOUND, "Nothing is at " + Quoted.of(path) + ".");
    }
}
