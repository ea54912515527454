package org.dicomcaravan.transcode;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.dicomcaravan.dicom.DicomException;

/** A known number of outputs, each made when it is asked for. {@link #hasNext} costs nothing and never fails. */
public final class FrameOutputs implements Outputs {

    /** Makes the output with a number, from 1. */
    interface Maker {
        Output make(int number) throws IOException, DicomException;
    }

    private final int count;
    private final Maker maker;
    private int made;

    FrameOutputs(int count, Maker maker) {
        this.count = count;
        this.maker = maker;
    }

    @Override
    public boolean hasNext() {
        return made < count;
    }

    @Override
    public Output next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are only " + count + " outputs");
        }
        try {
            Output output = maker.make(made + 1);
            made++; // not where it failed: the same one may be asked for again
            return output;
        } catch (IOException e) {
            throw new TranscodeException(e);
        } catch (DicomException e) {
            throw new TranscodeException(e);
        }
    }
}
