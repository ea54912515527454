package org.dicomcaravan.destination.google;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.storage.BlobInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.google.CloudStorage;

/**
 * A resumable upload (https://cloud.google.com/storage/docs/performing-resumable-uploads): its URL, which is a secret,
 * and how far the server says it is. Each method makes one request. For one thread.
 */
final class UploadSession {
    /** All pieces but the last are of a multiple of so many bytes. */
    static final int UNIT = 256 * 1024;

    private static final JsonFactory JSON = GsonFactory.getDefaultInstance();
    private static final int RESUME_INCOMPLETE = 308;
    private static final int GONE = 410;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d{1,18})");

    private final Uploads uploads;
    private final NewObject object;
    private final GenericUrl url;
    private long persisted;
    private Optional<StoredObject> stored = Optional.empty();

    private UploadSession(Uploads uploads, NewObject object, GenericUrl url) {
        this.uploads = uploads;
        this.object = object;
        this.url = url;
    }

    /**
     * Begins one.
     *
     * @param generation the upload fails unless the object is of this generation by its end; 0: unless there is none
     */
    static UploadSession start(Uploads uploads, NewObject object, long generation) throws Exception {
        CloudStorage cloud = uploads.cloud();
        GenericUrl url = new GenericUrl(cloud.root());
        url.appendRawPath("/upload/storage/v1/b/" + object.name().bucket() + "/o");
        url.put("uploadType", "resumable");
        url.put("name", object.name().name());
        url.put("ifGenerationMatch", generation);
        HttpContent body = new JsonHttpContent(JSON, description(object));
        HttpRequest request = plain(cloud.requests().buildPostRequest(url, body));
        request.setNumberOfRetries(1); // for a token that is refused, and no more
        request.getHeaders().set("X-Upload-Content-Length", object.length());
        if (object.info().getContentType() != null) {
            request.getHeaders().set("X-Upload-Content-Type", object.info().getContentType());
        }
        HttpResponse answer = uploads.send(() -> accepted(request.execute()));
        try {
            return new UploadSession(
                    uploads, object, place(cloud.root(), answer.getHeaders().getLocation()));
        } finally {
            answer.disconnect();
        }
    }

    /** Where the object is to be sent, if that is no other's place: it is a patient's data. */
    private static GenericUrl place(String root, String location) throws ProtocolException {
        try {
            URI server = URI.create(root);
            URI place = server.resolve(location);
            if (place.getScheme().equals(server.getScheme()) && isOf(server, place.getHost())) {
                return new GenericUrl(place.toString());
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ProtocolException("it names no place to send an object to"); // not which, that is a secret
        }
        throw new ProtocolException("it names a place of another server to send an object to");
    }

    /** Google's own servers name one another; an emulator names this machine as it likes. */
    private static boolean isOf(URI server, String host) {
        return host.equals(server.getHost())
                || LOOPBACK.contains(host) && LOOPBACK.contains(server.getHost())
                || server.getScheme().equals("https") && host.endsWith(".googleapis.com");
    }

    private static StorageObject description(NewObject object) {
        BlobInfo info = object.info();
        return new StorageObject()
                .setName(object.name().name())
                .setContentType(info.getContentType())
                .setContentEncoding(info.getContentEncoding())
                .setContentDisposition(info.getContentDisposition())
                .setCacheControl(info.getCacheControl())
                .setMd5Hash(info.getMd5())
                .setMetadata(info.getMetadata());
    }

    /** How many bytes the server has for good, as far as it said. */
    long persisted() {
        return persisted;
    }

    /** The object, once it is there. */
    Optional<StoredObject> stored() {
        return stored;
    }

    /** Sends a piece that is not the last one, as it is read. */
    void send(BodyReader reader, long from, long to) throws Exception {
        put(
                new Piece(to - from, out -> reader.copy(from, to, out)),
                "bytes " + from + "-" + (to - 1) + "/" + object.length(),
                null);
    }

    /** Sends the last piece, at most {@link #UNIT} bytes. */
    void finish(BodyReader reader, long from) throws Exception {
        ByteArrayOutputStream rest = new ByteArrayOutputStream((int) (object.length() - from));
        reader.copy(from, object.length(), rest);
        reader.requireEnd();
        byte[] crc = ByteBuffer.allocate(Integer.BYTES).putInt(reader.crc32c()).array();
        put(
                new Piece(rest.size(), rest::writeTo),
                "bytes " + from + "-" + (object.length() - 1) + "/" + object.length(),
                "crc32c=" + Base64.getEncoder().encodeToString(crc));
    }

    /** Asks how far the server is. */
    void ask() throws Exception {
        put(new Piece(0, out -> {}), "bytes */" + object.length(), null);
    }

    private void put(Piece piece, String range, String hash) throws Exception {
        HttpRequest request = plain(uploads.cloud().anonymousRequests().buildPutRequest(url, piece));
        request.getHeaders().setContentRange(range);
        if (hash != null) {
            request.getHeaders().set("X-Goog-Hash", hash);
        }
        HttpResponse answer = uploads.send(() -> accepted(request.execute()));
        try {
            if (answer.getStatusCode() != RESUME_INCOMPLETE) {
                stored = Optional.of(stored(answer.parseAs(StorageObject.class)));
                return;
            }
            Matcher has = RANGE.matcher(String.valueOf(answer.getHeaders().getRange()));
            persisted = has.matches() ? Math.min(object.length(), Long.parseLong(has.group(1)) + 1) : 0;
        } finally {
            answer.disconnect();
        }
    }

    private static StoredObject stored(StorageObject json) {
        return StoredObject.of(
                json.getGeneration(),
                json.getSize() == null ? null : json.getSize().longValueExact(),
                json.getCrc32c(),
                json.getContentType(),
                json.getContentEncoding(),
                json.getMetadata());
    }

    /** Without retries and redirections of its own: 308 is no redirection here. */
    private static HttpRequest plain(HttpRequest request) {
        return request.setFollowRedirects(false)
                .setNumberOfRetries(0)
                .setThrowExceptionOnExecuteError(false)
                .setLoggingEnabled(false)
                .setParser(new JsonObjectParser(JSON));
    }

    private static HttpResponse accepted(HttpResponse answer) throws IOException {
        if (answer.isSuccessStatusCode() || answer.getStatusCode() == RESUME_INCOMPLETE) {
            return answer;
        }
        GoogleJsonResponseException whole = GoogleJsonResponseException.from(JSON, answer);
        // without the request, whose URL is a secret
        throw new GoogleJsonResponseException(
                new HttpResponseException.Builder(
                        answer.getStatusCode(), answer.getStatusMessage(), whole.getHeaders()),
                whole.getDetails());
    }

    /** Whether it is over: finished, or forgotten by the server. */
    static boolean isGone(Exception e) {
        int status = CloudStorage.status(e);
        return status == GoogleFailures.NOT_FOUND || status == GONE;
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** The body of a request; it is sent once. */
    private record Piece(long length, Writer writer) implements HttpContent {
        @Override
        public long getLength() {
            return length;
        }

        @Override
        public String getType() {
            return null;
        }

        @Override
        public boolean retrySupported() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            writer.write(out);
        }
    }
}
