package org.dicomcaravan.store;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.InstanceHeader;
import org.dicomcaravan.io.ByteSource;

/** Tells instances, failures and everything else apart, by the first kilobytes of a file. */
final class Classifier {

    private Classifier() {}

    /**
     * What these bytes are, which are at a path.
     *
     * @param size how many there are, as the store says
     * @param version of them, see {@link StoredInstance#version}
     * @throws IOException if they can't be read
     */
    static StoreEntry classify(ByteSource source, String path, long size, String version) throws IOException {
        try {
            InstanceHeader header = InstanceHeader.read(source);
            if (header.isMediaStorageDirectory()) {
                return new StoreEntry.Ignored(path);
            }
            Optional<String> defect = header.defect();
            return defect.isPresent()
                    ? new StoreEntry.Broken(path, defect.get())
                    : new StoreEntry.Instance(path, header.uids().orElseThrow(), OptionalLong.of(size), version);
        } catch (DicomException e) {
            return e.reason() == DicomException.Reason.NOT_DICOM
                    ? new StoreEntry.Ignored(path)
                    : new StoreEntry.Broken(path, e.getMessage());
        }
    }
}
