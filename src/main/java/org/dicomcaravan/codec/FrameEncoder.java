package org.dicomcaravan.codec;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginSetting;

/**
 * Encodes single frames into compressed transfer syntaxes. A plugin, found and called like a {@link FrameDecoder}: one
 * object for all threads, without state but its settings, listed in {@code META-INF/services/org.dicomcaravan.codec.FrameEncoder}.
 * Halved chroma of native frames comes whole.
 */
public interface FrameEncoder {

    /** The encoder's name in logs and conflicts. */
    String name();

    /** UIDs of the transfer syntaxes that it encodes, the same set at every call. */
    Set<String> transferSyntaxes();

    /** Which encoder wins where two know the same syntax: the lower order, as in {@link FrameDecoder#order()}. */
    default int order() {
        return 0;
    }

    /** The version in which it came, as in {@link FrameDecoder#since()}. */
    default String since() {
        return "";
    }

    /**
     * The settings that it takes, which makes them known: to the reference of settings, to variables of the environment,
     * and to whoever misspells one, since the server then refuses any other of this encoder. By default none is declared,
     * and whatever a site sets is given to {@link #configure} unseen. Asked once, before that.
     */
    default List<PluginSetting> settings() {
        return List.of();
    }

    /**
     * Takes the settings that a site gave, once, before anything is encoded.
     *
     * @param settings by their names, without the {@link #name} and dot that they start with in the configuration
     * @throws IllegalArgumentException if one of them is wrong; the server then does not start, and shows the message
     */
    default void configure(Map<String, String> settings) {}

    /**
     * Memory that encoding a frame takes besides its samples, in bytes, as {@link FrameDecoder#workingMemory} has it: what it
     * works with, and the codestream as often as it exists. By default it is no more than the samples twice.
     *
     * @param declared what the data set says of each frame
     */
    default long workingMemory(FrameShape declared) {
        return 0;
    }

    /**
     * Encodes one frame. A lossless syntax gives back exactly the same samples when it is decoded.
     *
     * @param frame the samples; not to be changed
     * @param declared what the data set says about them: Bits Stored, High Bit and Pixel Representation count
     * @param syntax the target, one of {@link #transferSyntaxes()}
     * @throws DicomException INVALID where such samples don't fit the syntax, saying which and why (for example
     *     {@code "16 bits stored, JPEG Baseline holds 8"})
     * @throws IOException if the thread was interrupted ({@link java.io.InterruptedIOException}), or for what else is
     *     not wrong with the frame
     */
    EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws IOException, DicomException;
}
