package org.dicomcaravan.codec;

import java.io.IOException;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Decodes single frames of compressed transfer syntaxes. A plugin: put a public class with a public constructor
 * without parameters into a jar, name it in {@code META-INF/services/org.dicomcaravan.codec.FrameDecoder}, and drop
 * the jar into the {@code transcoders} folder.
 *
 * <p>A decoder is one object for the whole process and is called by many threads at once, so it keeps no state
 * between calls. It never sees a file: only one frame's codestream and what the data set says about it.
 *
 * <p>Codestreams come out of files that may be damaged or made to do harm. A decoder allocates no more than a small
 * multiple of what {@code declared} needs, checks the codestream's own dimensions against it <em>before</em> it
 * allocates, ends in bounded time, and answers anything it can't follow, truncation included, with a
 * {@link DicomException}; never with made-up samples.
 *
 * <p>The thread is interrupted when nobody waits for the frame any more. A decoder that may take longer than a tenth of a
 * second looks for that on its way ({@link Cancellation}), or its thread is lost to the server until it ends.
 */
public interface FrameDecoder {

    /** The decoder's name in logs and conflicts, for example {@code "rle"}. */
    String name();

    /** UIDs of the transfer syntaxes that it decodes, the same set at every call. */
    Set<String> transferSyntaxes();

    /**
     * Which decoder wins where two know the same syntax: the lower order. The built-in codecs have
     * {@link BuiltInDecoder#ORDER}, so a plugin that leaves the default replaces them.
     */
    default int order() {
        return 0;
    }

    /** The version, of the program or of the plugin, in which it came; for the list of codecs. */
    default String since() {
        return "";
    }

    /**
     * Bytes that it needs while it decodes a frame, beside those of the samples that it gives back and of the codestream.
     * Frames in work wait for each other where there is not enough memory for all.
     *
     * @param declared what the data set says about the frame
     */
    default long workingMemory(FrameShape declared) {
        return 0;
    }

    /**
     * Decodes one frame.
     *
     * <p>The result holds the samples exactly as they come out of the codestream: not clamped to Bits Stored, not
     * windowed, and with colours left as they are unless the codestream itself transforms them (the reversible and
     * irreversible component transforms of JPEG 2000 become RGB). Its photometric interpretation says which colours
     * they are: for one sample or where only the data set knows, what {@code declared} says; {@code "RGB"} or
     * {@code "YBR_FULL"} (with full-resolution chroma) where the codestream decides.
     *
     * @param codestream all fragments of the frame, joined, perhaps with padding at its end; not to be changed
     * @param declared what the data set says about its pixels; Rows and Columns have been checked to be positive and
     *     the decoded size to be within the limit
     * @param syntax the transfer syntax of the data set, one of {@link #transferSyntaxes()}
     * @throws DicomException INVALID where the codestream is damaged or contradicts {@code declared}, UNSUPPORTED
     *     where it is right but uses something that this decoder can't do
     * @throws IOException if the thread was interrupted ({@link java.io.InterruptedIOException}), or for what else is
     *     not wrong with the frame
     */
    DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws IOException, DicomException;
}
