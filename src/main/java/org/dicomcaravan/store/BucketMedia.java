package org.dicomcaravan.store;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.dicomcaravan.google.CloudStorage;

/** Reads parts of objects, by requests that Google's client has no method for. Thread-safe. */
final class BucketMedia {

    private static final int PARTIAL = 206;

    private final CloudStorage cloud;
    private final String bucket;

    BucketMedia(CloudStorage cloud, String bucket) {
        this.cloud = cloud;
        this.bucket = bucket;
    }

    /**
     * Reads a part of an object, as it was at that generation, by one request.
     *
     * @throws IOException if that fails, or what comes is not what was asked for
     */
    byte[] read(StoredObject object, long from, int length) throws IOException {
        HttpRequest request = cloud.requests()
                .buildGetRequest(new GenericUrl(
                        cloud.root() + "/storage/v1/b/" + escaped(bucket) + "/o/" + escaped(object.name())
                                + "?alt=media&generation=" + object.generation(),
                        true));
        request.getHeaders().setRange("bytes=" + from + "-" + (from + length - 1));
        request.getHeaders().setAcceptEncoding("gzip"); // what is stored so comes so, and nobody unpacks it on the way
        request.setResponseReturnRawInputStream(true);
        request.setFollowRedirects(false); // Cloud Storage needs none, and another host is not this bucket
        HttpResponse response = request.execute();
        try {
            requireAskedFor(response, object, from, length);
            return bytes(response, length);
        } finally {
            response.disconnect();
        }
    }

    private static void requireAskedFor(HttpResponse response, StoredObject object, long from, int length)
            throws IOException {
        if (response.getStatusCode() == PARTIAL) {
            String expected = "bytes " + from + "-" + (from + length - 1) + "/" + object.size();
            String range = response.getHeaders().getContentRange();
            if (!expected.equalsIgnoreCase(range)) {
                throw new IOException("the range " + range + " came and not " + expected);
            }
        } else if (from > 0 || length < object.size()) {
            throw new IOException("all of it came and not " + length + " bytes from " + from);
        }
        String generation = response.getHeaders().getFirstHeaderStringValue("x-goog-generation");
        if (generation != null && !generation.equals(object.version())) {
            throw new IOException("the generation " + generation + " came and not " + object.version());
        }
    }

    private static byte[] bytes(HttpResponse response, int length) throws IOException {
        InputStream in = response.getContent();
        if (in == null) {
            throw new EOFException("no bytes came");
        }
        byte[] bytes = new byte[length];
        int count = in.readNBytes(bytes, 0, length);
        if (count < length) {
            throw new EOFException(count + " of " + length + " bytes came");
        }
        if (in.read() >= 0) { // its end makes the connection free again
            throw new IOException("more than " + length + " bytes came");
        }
        return bytes;
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
