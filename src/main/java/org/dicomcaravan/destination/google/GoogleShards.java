package org.dicomcaravan.destination.google;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.rows.ShardBucket;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * A prefix in a bucket for the rows of batches. Thread-safe.
 *
 * @param storage where the bucket is
 */
public record GoogleShards(GoogleStorage storage, ObjectPrefix prefix) implements ShardBucket {
    /** Objects of a page: each page is progress, which an operation's end waits for no more than seconds. */
    private static final int PAGE = 250;

    private static final String NDJSON = "application/x-ndjson";

    @Override
    public void upload(String name, byte[] head, Path file) throws DestinationException {
        try {
            upload(name, ObjectBody.of(head, file));
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw unread(name, e);
        }
    }

    @Override
    public void upload(String name, byte[] content) throws DestinationException {
        try {
            upload(name, ObjectBody.of(content));
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw unread(name, e);
        }
    }

    private void upload(String name, ObjectBody body) throws IOException {
        ObjectName object = prefix.object(name);
        storage.uploads()
                .upload(new NewObject(object, Uploads.info(object, NDJSON).build(), body));
    }

    private DestinationException unread(String name, IOException e) {
        return new DestinationException(
                RpcCode.INTERNAL, false, "object " + prefix.object(name) + ": a file can't be read", e);
    }

    @Override
    public InputStream read(String name) throws DestinationException {
        return storage.read(prefix.object(name));
    }

    @Override
    public void list(String beginning, Consumer<String> name) throws DestinationException {
        each(beginning, blob -> {
            if (!blob.isDirectory()) {
                name.accept(relative(blob));
            }
        });
    }

    @Override
    public void listFolders(Consumer<String> name) throws DestinationException {
        each("", blob -> {
            if (blob.isDirectory()) {
                String folder = relative(blob);
                name.accept(folder.substring(0, folder.length() - 1));
            }
        });
    }

    private String relative(Blob blob) {
        return blob.getName().substring(prefix.path().length());
    }

    /** All that is below a beginning up to the next slash. */
    private void each(String beginning, Consumer<Blob> action) throws DestinationException {
        String start = prefix.path() + beginning;
        Page<Blob> page = listing(() -> storage.client()
                .list(
                        prefix.bucket(),
                        BlobListOption.prefix(start),
                        BlobListOption.delimiter("/"),
                        BlobListOption.pageSize(PAGE),
                        BlobListOption.fields(BlobField.NAME)));
        while (page != null) {
            page.getValues().forEach(action);
            page = page.hasNextPage() ? listing(page::getNextPage) : null;
        }
    }

    private <T> T listing(Callable<T> call) throws DestinationException {
        try {
            return storage.uploads().cloud().call("objects " + uri() + "*", call);
        } catch (GoogleException e) {
            throw e.status() == GoogleFailures.NOT_FOUND
                    ? GoogleFailures.noBucket(prefix.bucket(), e)
                    : GoogleFailures.of(e);
        }
    }

    @Override
    public void delete(List<String> names) throws DestinationException {
        if (names.isEmpty()) {
            return;
        }
        try {
            storage.uploads().cloud().call("objects in bucket " + Quoted.of(prefix.bucket()), () -> {
                StorageBatch batch = storage.client().batch();
                List<StorageBatchResult<Boolean>> results = names.stream()
                        .map(name -> batch.delete(
                                BlobId.of(prefix.bucket(), prefix.object(name).name())))
                        .toList();
                batch.submit();
                results.forEach(GoogleShards::requireGone);
                return null;
            });
        } catch (GoogleException e) {
            throw GoogleFailures.of(e);
        }
    }

    private static void requireGone(StorageBatchResult<Boolean> result) {
        try {
            result.get();
        } catch (StorageException e) {
            if (e.getCode() != GoogleFailures.NOT_FOUND) { // another machine may have done it
                throw e;
            }
        }
    }

    @Override
    public String uri() {
        return prefix.uri();
    }
}
