package org.dicomcaravan.destination.google;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.google.GoogleException;

/**
 * Deletes what an instance sent: what has a name that it sent, says that it was sent for it, and is of the generation
 * that says so. Whatever else has such a name is somebody's.
 */
record TakingBack(Uploads uploads, Mark mark) {

    void of(SentObjects.Line line) throws DestinationException {
        String own = mark.of(line.batch(), line.instance());
        Optional<ObjectName> single = line.names().single();
        if (single.isPresent()) {
            Optional<StoredObject> there = uploads.find(single.get());
            if (there.isPresent()) {
                delete(single.get(), there.get(), own);
            }
        } else {
            ofAll(line.names(), own);
        }
    }

    private void ofAll(SentNames names, String own) throws DestinationException {
        Page<Blob> page = list(
                names,
                () -> uploads.cloud()
                        .client()
                        .list(
                                names.bucket(),
                                BlobListOption.prefix(names.head()),
                                BlobListOption.delimiter("/"),
                                BlobListOption.fields(
                                        BlobField.NAME, BlobField.GENERATION, BlobField.METADATA, BlobField.SIZE)));
        while (page != null) {
            for (Blob blob : page.getValues()) {
                if (!blob.isDirectory() && names.has(blob.getName())) {
                    delete(new ObjectName(names.bucket(), blob.getName()), StoredObject.of(blob), own);
                }
            }
            page = page.hasNextPage() ? list(names, page::getNextPage) : null;
        }
    }

    private Page<Blob> list(SentNames names, Callable<Page<Blob>> listing) throws DestinationException {
        try {
            return uploads.cloud().call("objects gs://" + names.bucket() + "/" + names.head() + "*", listing);
        } catch (GoogleException e) {
            throw e.status() == GoogleFailures.NOT_FOUND
                    ? GoogleFailures.noBucket(names.bucket(), e)
                    : GoogleFailures.of(e);
        }
    }

    private void delete(ObjectName name, StoredObject there, String own) throws DestinationException {
        if (there.mark().equals(own)) {
            uploads.delete(name, there.generation());
        }
    }
}
