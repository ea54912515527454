package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceHeader;

/** Tells instances, failures and everything else apart, by the first kilobytes of a file. */
final class Classifier {

    private Classifier() {}

    static StoreEntry classify(Path file, String path, BasicFileAttributes attributes) {
        try (ByteSource source = ByteSource.of(file)) {
            InstanceHeader header = InstanceHeader.read(source);
            if (header.isMediaStorageDirectory()) {
                return new StoreEntry.Ignored(path);
            }
            Optional<String> defect = header.defect();
            return defect.isPresent()
                    ? new StoreEntry.Broken(path, defect.get())
                    : new StoreEntry.Instance(
                            path,
                            header.uids().orElseThrow(),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant());
        } catch (DicomException e) {
            return e.reason() == DicomException.Reason.NOT_DICOM
                    ? new StoreEntry.Ignored(path)
                    : new StoreEntry.Broken(path, e.getMessage());
        } catch (IOException e) {
            return unreadable(path, e);
        }
    }

    static StoreEntry unreadable(String path, IOException e) {
        return new StoreEntry.Broken(path, "can't be read: " + e.getMessage());
    }
}
