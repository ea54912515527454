package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.writing.Recoder;

/**
 * That samples lost information (PS3.3 C.7.6.1.1.5): once there, the flag stays, and each further compression appends
 * its ratio and method.
 */
record LossyHistory(DataSet dataSet) {

    private static final int FLAG = 0x00282110;
    private static final int RATIO = 0x00282112;
    private static final int METHOD = 0x00282114;

    /** Appends a compression. */
    void append(Recoder recoder, EncodedFrames frames) throws IOException, DicomException {
        recoder.set(FLAG, VR.CS, "01");
        append(recoder, RATIO, VR.DS, String.format(Locale.ROOT, "%.6g", frames.ratio()));
        append(recoder, METHOD, VR.CS, frames.lossyMethod().orElseThrow());
    }

    private void append(Recoder recoder, int tag, VR vr, String value) throws IOException, DicomException {
        List<String> values = new ArrayList<>(dataSet.strings(tag));
        values.removeIf(String::isEmpty);
        values.add(value);
        recoder.set(tag, vr, String.join("\\", values));
    }
}
