package org.dicomcaravan.destination.google;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.google.GoogleException;

/**
 * Deletes what an instance sent: what has a name that it sent, says that it was sent for it, and is of the generation
 * that says so. Whatever else has such a name is somebody's.
 *
 * @param uploads deletes
 * @param mark what it says
 * @param went is run whenever something went on
 */
record TakingBack(Uploads uploads, Mark mark, Runnable went) {
    /** So many objects are deleted by one request. */
    private static final int TOGETHER = 100;

    void of(SentObjects.Line line) throws DestinationException {
        String own = mark.of(line.batch(), line.instance());
        Optional<ObjectName> single = line.names().single();
        if (single.isPresent()) {
            Optional<StoredObject> there = uploads.find(single.get());
            if (there.isPresent() && there.get().mark().equals(own)) {
                uploads.delete(single.get(), there.get().generation());
            }
            went.run();
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
            List<Blob> found = new ArrayList<>();
            for (Blob blob : page.getValues()) {
                if (!blob.isDirectory()
                        && names.has(blob.getName())
                        && StoredObject.of(blob).mark().equals(own)) {
                    found.add(blob);
                }
            }
            for (List<Blob> some : Lists.partition(found, TOGETHER)) {
                uploads.delete(names.bucket(), some);
                went.run();
            }
            page = page.hasNextPage() ? list(names, page::getNextPage) : null;
        }
    }

    private Page<Blob> list(SentNames names, Callable<Page<Blob>> listing) throws DestinationException {
        try {
            return uploads.cloud().call("objects gs://" + names.bucket() + "/" + names.head() + "*", listing);
        } catch (GoogleException e) {
            if (e.status() == GoogleFailures.NOT_FOUND) {
                return null; // nothing is left where there is no bucket any more
            }
            throw GoogleFailures.of(e);
        }
    }
}
