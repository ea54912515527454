package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import java.io.InputStream;

/** Frames by number, from 0; the number is checked by the caller. */
interface FrameStore {

    int frames();

    long length(int frame);

    /** The frame's bytes as stored, or in little endian. */
    InputStream open(int frame, boolean littleEndian) throws IOException;
}
