package org.dicomcaravan.store;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.dicomcaravan.io.ByteSource;

/** An object of a {@link BucketStore}, open: what was written over it since does not come into what is read of it. */
record BucketInstance(BucketStore store, StoredObject object, ByteSource bytes) implements StoredInstance {

    @Override
    public String version() {
        return object.version();
    }

    @Override
    public Instant modified() {
        return object.updated();
    }

    @Override
    public boolean isUnchanged() throws IOException {
        Optional<StoredObject> now = store.bucket().find(object.name());
        if (now.isEmpty()) {
            store.requireHeld();
        }
        return now.filter(found -> found.generation() == object.generation()).isPresent();
    }
}
