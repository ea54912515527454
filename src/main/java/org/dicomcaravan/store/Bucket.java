package org.dicomcaravan.store;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * The requests that a store makes of a bucket. Whatever fails is a bucket that is away, unless Cloud Storage says that an
 * object is not there, or refuses that one and no other. What it says is checked; what can't be right is not believed.
 * Thread-safe.
 */
final class Bucket {

    private static final int NOT_FOUND = 404;
    /** Refusals that are not an object's: of the account, of a name or the bucket, of this moment. */
    private static final Set<Integer> NOT_OF_OBJECTS = Set.of(401, NOT_FOUND, 408, 429);

    private static final long BRIEFLY = 4_000_000_000L;

    private static final BlobField[] WANTED = {
        BlobField.NAME, BlobField.SIZE, BlobField.GENERATION, BlobField.UPDATED, BlobField.CONTENT_ENCODING
    };

    private final CloudStorage cloud;
    private final String name;
    private final String prefix;
    private final BucketMedia media;
    /** When whoever asks does not wait any longer, in {@link System#nanoTime}. */
    private final OptionalLong end;

    /** All that is asked for begins with a prefix. */
    Bucket(CloudStorage cloud, String name, String prefix) {
        this(cloud, name, prefix, OptionalLong.empty());
    }

    private Bucket(CloudStorage cloud, String name, String prefix, OptionalLong end) {
        this.cloud = cloud;
        this.name = name;
        this.prefix = prefix;
        this.media = new BucketMedia(cloud, name);
        this.end = end;
    }

    /** An object that Cloud Storage refuses, though its bucket can be read. The message names it. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        private RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A piece of a listing.
     *
     * @param token of the next piece, for some days; empty if this is the last one
     */
    record Piece(List<StoredObject> objects, Optional<String> token) {}

    /** The same for somebody who waits for the answer: it is away if it does not give one within some seconds. */
    Bucket briefly() {
        return new Bucket(cloud, name, prefix, OptionalLong.of(System.nanoTime() + BRIEFLY));
    }

    /** What names of objects begin with. */
    String prefix() {
        return prefix;
    }

    /**
     * Lists objects; whether they come in order is for the caller to see, who knows those before.
     *
     * @param from name, or less than a name, of the first one; empty for the beginning
     * @param token of the piece before this one, if it had any
     * @param most so many
     */
    Piece list(Optional<String> from, Optional<String> token, int most) throws StoreAwayException {
        List<BlobListOption> options = new ArrayList<>(
                List.of(BlobListOption.prefix(prefix), BlobListOption.pageSize(most), BlobListOption.fields(WANTED)));
        from.map(BlobListOption::startOffset).ifPresent(options::add);
        token.map(BlobListOption::pageToken).ifPresent(options::add);
        List<Blob> blobs = new ArrayList<>();
        String next;
        try {
            next = call(what(), () -> {
                blobs.clear();
                Page<Blob> page = cloud.client().list(name, options.toArray(BlobListOption[]::new));
                page.getValues().forEach(blobs::add); // its client makes them only now, and may fail at it
                return page.getNextPageToken();
            });
        } catch (GoogleException e) {
            throw away(e);
        }
        if (blobs.size() > most) {
            throw wrong("a page of " + blobs.size() + " objects came where " + most + " were asked for");
        }
        List<StoredObject> objects = new ArrayList<>();
        for (Blob blob : blobs) {
            objects.add(checked(blob));
        }
        return new Piece(objects, Optional.ofNullable(next).filter(found -> !found.isEmpty()));
    }

    /**
     * The object of a name as it is now; empty if there is none, or no bucket.
     *
     * @throws RefusedException if nobody may know
     */
    Optional<StoredObject> find(String object) throws IOException {
        try {
            Blob blob =
                    call(what(object), () -> cloud.client().get(BlobId.of(name, object), BlobGetOption.fields(WANTED)));
            if (blob == null) {
                return Optional.empty();
            }
            StoredObject found = checked(blob);
            if (!found.name().equals(object)) {
                throw wrong(Quoted.of(found.name()) + " came where " + Quoted.of(object) + " was asked for");
            }
            return Optional.of(found);
        } catch (GoogleException e) {
            throw failure(e);
        }
    }

    /**
     * Reads a part of an object, as it was at that generation.
     *
     * @return empty if there is no such generation any more, or no bucket
     * @throws RefusedException if it can't be read
     */
    Optional<byte[]> read(StoredObject object, long from, int length) throws IOException {
        try {
            return Optional.of(call(what(object.name()), () -> media.read(object, from, length)));
        } catch (GoogleException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure(e);
        }
    }

    /** The same without another try; whatever fails is some {@link IOException}. */
    byte[] readOnce(StoredObject object, long from, int length) throws IOException {
        return media.read(object, from, length);
    }

    private StoredObject checked(Blob blob) throws StoreAwayException {
        if (blob.getName() == null || !blob.getName().startsWith(prefix)) {
            throw wrong("the name " + Quoted.of(String.valueOf(blob.getName())) + " does not begin with "
                    + Quoted.of(prefix));
        }
        if (blob.getSize() == null || blob.getSize() < 0) {
            throw wrong(Quoted.of(blob.getName()) + " has no size");
        }
        if (blob.getGeneration() == null) {
            throw wrong(Quoted.of(blob.getName()) + " has no generation");
        }
        return StoredObject.of(blob);
    }

    private String what() {
        return "bucket gs://" + name;
    }

    private String what(String object) {
        return "object " + Quoted.of("gs://" + name + "/" + object);
    }

    private <T> T call(String what, Callable<T> call) throws GoogleException, StoreAwayException {
        if (end.isEmpty()) {
            return cloud.call(what, call);
        }
        if (System.nanoTime() - end.getAsLong() > 0) {
            throw new StoreAwayException(what + " has not said within " + BRIEFLY / 1_000_000_000 + " s what it holds");
        }
        return cloud.ask(what, call);
    }

    /** The object's, if its bucket can be read apart from that. */
    private IOException failure(GoogleException e) throws StoreAwayException {
        boolean refused = e.status() >= 400 && e.status() < 500 && !NOT_OF_OBJECTS.contains(e.status());
        if (!refused || e.isPassing()) {
            return away(e);
        }
        list(Optional.empty(), Optional.empty(), 1);
        return new RefusedException(sentence(e), e);
    }

    private StoreAwayException away(GoogleException e) {
        return new StoreAwayException(e.code() == RpcCode.NOT_FOUND ? what() + " does not exist" : sentence(e), e);
    }

    private static String sentence(GoogleException e) {
        return e.getMessage().replaceFirst("\\.$", "");
    }

    /** It is away as far as anybody can tell, since it says what can't be. */
    StoreAwayException wrong(String words) {
        return new StoreAwayException(what() + " gives an answer that can't be right: " + words);
    }
}
