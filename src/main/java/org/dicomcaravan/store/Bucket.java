package org.dicomcaravan.store;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * The requests that a store makes of a bucket. Whatever fails is a bucket that is away, unless Cloud Storage says that an
 * object is not there. Thread-safe.
 */
final class Bucket {

    private static final int NOT_FOUND = 404;
    private static final int PARTIAL = 206;
    private static final BlobField[] WANTED = {
        BlobField.NAME, BlobField.SIZE, BlobField.GENERATION, BlobField.UPDATED, BlobField.CONTENT_ENCODING
    };

    private final CloudStorage cloud;
    private final String name;

    Bucket(CloudStorage cloud, String name) {
        this.cloud = cloud;
        this.name = name;
    }

    /**
     * A piece of a listing, in the byte order of names.
     *
     * @param token of the next piece, for some days; empty if this is the last one
     */
    record Piece(List<StoredObject> objects, Optional<String> token) {}

    /**
     * Lists objects.
     *
     * @param prefix what their names begin with
     * @param from name, or less than a name, of the first one; empty for the beginning
     * @param token of the piece before this one, if it had any
     * @param most so many
     */
    Piece list(String prefix, Optional<String> from, Optional<String> token, int most) throws StoreAwayException {
        List<BlobListOption> options = new ArrayList<>(
                List.of(BlobListOption.prefix(prefix), BlobListOption.pageSize(most), BlobListOption.fields(WANTED)));
        from.map(BlobListOption::startOffset).ifPresent(options::add);
        token.map(BlobListOption::pageToken).ifPresent(options::add);
        try {
            Page<Blob> page = call(() -> cloud.client().list(name, options.toArray(BlobListOption[]::new)));
            List<StoredObject> objects = new ArrayList<>();
            page.getValues().forEach(blob -> objects.add(StoredObject.of(blob)));
            return new Piece(
                    objects, Optional.ofNullable(page.getNextPageToken()).filter(next -> !next.isEmpty()));
        } catch (GoogleException e) {
            throw away(e);
        }
    }

    /** The object of a name as it is now; empty if there is none, or no bucket. */
    Optional<StoredObject> find(String object) throws StoreAwayException {
        try {
            return Optional.ofNullable(
                            call(() -> cloud.client().get(BlobId.of(name, object), BlobGetOption.fields(WANTED))))
                    .map(StoredObject::of);
        } catch (GoogleException e) {
            throw away(e);
        }
    }

    /**
     * Reads a part of an object, as it was at that generation.
     *
     * @return empty if there is no such generation any more, or no bucket
     */
    Optional<byte[]> read(StoredObject object, long from, int length) throws StoreAwayException {
        try {
            return Optional.of(call(() -> readOnce(object, from, length)));
        } catch (GoogleException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw away(e);
        }
    }

    /** The same without another try; whatever fails is some {@link IOException}. */
    byte[] readOnce(StoredObject object, long from, int length) throws IOException {
        HttpRequest request = cloud.requests()
                .buildGetRequest(new GenericUrl(
                        cloud.root() + "/storage/v1/b/" + escaped(name) + "/o/" + escaped(object.name())
                                + "?alt=media&generation=" + object.generation(),
                        true));
        request.getHeaders().setRange("bytes=" + from + "-" + (from + length - 1));
        request.getHeaders().setAcceptEncoding("gzip"); // what is stored so comes so, and nobody unpacks it on the way
        request.setResponseReturnRawInputStream(true);
        HttpResponse response = request.execute();
        try {
            InputStream in = response.getContent();
            if (in == null) {
                throw new EOFException("no bytes came");
            }
            if (response.getStatusCode() != PARTIAL) {
                in.skipNBytes(from); // it sends all of it
            }
            byte[] bytes = new byte[length];
            int count = in.readNBytes(bytes, 0, length);
            if (count < length) {
                throw new EOFException(count + " of " + length + " bytes came");
            }
            if (response.getStatusCode() == PARTIAL && in.read() >= 0) { // its end makes the connection free again
                throw new IOException("more than " + length + " bytes came");
            }
            return bytes;
        } finally {
            response.disconnect();
        }
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T call(Callable<T> call) throws GoogleException {
        return cloud.call("bucket gs://" + name, call);
    }

    private StoreAwayException away(GoogleException e) {
        String message = e.code() == RpcCode.NOT_FOUND ? "bucket gs://" + name + " does not exist" : e.getMessage();
        return new StoreAwayException(message.replaceFirst("\\.$", ""), e);
    }
}
