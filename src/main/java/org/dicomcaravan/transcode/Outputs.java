package org.dicomcaravan.transcode;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import org.dicomcaravan.dicom.DicomException;

/**
 * What an instance becomes, one output after the other, each made when it is asked for.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link TranscodeException} around a {@link DicomException} or
 * {@link IOException}. A content stays usable until it is closed or the outputs are. Closing releases the instance; it
 * may be closed twice, and before the end.
 */
public interface Outputs extends Iterator<Output>, Closeable {

    /** Releases what is held; by default nothing. */
    @Override
    default void close() throws IOException {}

    /** A single output. */
    static Outputs of(Output output) {
        return new FrameOutputs(1, number -> output);
    }

    /**
     * One output a frame of an instance, named as frames are: numbered from 1 if there are several, as a whole if there
     * is one.
     *
     * @param frames makes a frame; called once for each number from 1 to {@link SourceInstance#frames}, in order, when
     *     the output is asked for
     * @throws DicomException if the instance has no pixel data, or not what its description says
     */
    static Outputs perFrame(SourceInstance instance, OutputFormat format, FrameTranscoder frames)
            throws IOException, DicomException {
        int count = instance.frames();
        return new FrameOutputs(count, number -> {
            TranscodedFrame frame = frames.transcode(number);
            return count == 1
                    ? Output.whole(format, frame.content(), frame.rule())
                    : Output.frame(number, format, frame.content(), frame.rule());
        });
    }

    /** Makes a frame of an instance. */
    @FunctionalInterface
    interface FrameTranscoder {

        /** Makes the frame with this number; numbers count from 1. */
        TranscodedFrame transcode(int number) throws IOException, DicomException;
    }

    /**
     * A frame that was made.
     *
     * @param content its bytes
     * @param rule how the samples were made ({@link Output#rule}); empty where there is nothing to say
     */
    record TranscodedFrame(Content content, String rule) {}
}
