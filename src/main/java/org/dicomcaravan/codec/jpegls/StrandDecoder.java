package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** Decodes the line of a strand whose line above is known. */
interface StrandDecoder {

    void line(Strand strand) throws DicomException;
}
