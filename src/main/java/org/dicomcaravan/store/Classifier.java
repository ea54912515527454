package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.InstanceHeader;
import org.dicomcaravan.io.ByteSource;

/** Tells instances, failures and everything else apart, by the first kilobytes of a file. */
final class Classifier {

    private Classifier() {}

    /**
     * What a file is.
     *
     * @throws IOException if it can't be read
     */
    static StoreEntry classify(Path file, String path, FileState state) throws IOException {
        try (ByteSource source = ByteSource.of(file)) {
            InstanceHeader header = InstanceHeader.read(source);
            if (header.isMediaStorageDirectory()) {
                return new StoreEntry.Ignored(path);
            }
            Optional<String> defect = header.defect();
            return defect.isPresent()
                    ? new StoreEntry.Broken(path, defect.get())
                    : new StoreEntry.Instance(path, header.uids().orElseThrow(), state.size(), state.version());
        } catch (DicomException e) {
            return e.reason() == DicomException.Reason.NOT_DICOM
                    ? new StoreEntry.Ignored(path)
                    : new StoreEntry.Broken(path, e.getMessage());
        }
    }
}
