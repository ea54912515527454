package org.dicomcaravan.samples;

import org.dicomcaravan.dicom.TransferSyntax;

/**
 * One file of the sample store.
 *
 * @param path inside the store, with {@code /} between folders
 * @param attributes its data set
 * @param syntax how it is written
 */
record Sample(String path, Attributes attributes, TransferSyntax syntax) {

    /** One in Explicit VR Little Endian, as most are. */
    static Sample explicit(String path, Attributes attributes) {
        return new Sample(path, attributes, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }
}
