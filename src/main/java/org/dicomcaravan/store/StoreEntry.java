package org.dicomcaravan.store;

import java.util.OptionalLong;
import org.dicomcaravan.dicom.InstanceUids;

/** What a listing found at a path. */
public sealed interface StoreEntry {

    /** Where it is in the store. */
    String path();

    /**
     * An instance.
     *
     * @param size length in bytes, as stored; empty where the store can't tell before it is opened
     * @param version what it was when it was listed, see {@link StoredInstance#version}
     */
    record Instance(String path, InstanceUids uids, OptionalLong size, String version) implements StoreEntry {}

    /**
     * A file or a folder that can't be read: a failure of every export, since nobody knows what it is.
     *
     * @param reason why not, without the path; for the operation's log
     */
    record Unreadable(String path, String reason) implements StoreEntry {}

    /**
     * DICOM that is no usable instance: a failure of the export of the whole store.
     *
     * @param reason what is wrong with it, without the path; for the operation's log
     */
    record Broken(String path, String reason) implements StoreEntry {}

    /** Not an instance: not DICOM, or a Media Storage Directory. Counts for nothing. */
    record Ignored(String path) implements StoreEntry {}
}
