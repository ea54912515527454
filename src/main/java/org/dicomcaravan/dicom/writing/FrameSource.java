package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;

/** Frames to be written: their number and lengths are known before the first byte goes out. */
public interface FrameSource {

    int frames();

    /** Bytes of a frame, counted from 0. */
    long length(int frame);

    /** A frame's bytes; opened once, in order, and closed by the writer. */
    InputStream open(int frame) throws IOException, DicomException;
}
