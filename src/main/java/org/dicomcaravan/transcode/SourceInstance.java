package org.dicomcaravan.transcode;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.StoredFile;
import org.dicomcaravan.io.Spool;
import org.dicomcaravan.render.FrameRenderer;
import org.dicomcaravan.render.RenderedFrame;

/**
 * A stored instance, opened but not read: what a transcoder is given, with what it may use. Everything is read when it
 * is asked for, and frames are not kept. Used by one thread at a time, and not after its outputs are closed.
 *
 * <p>Frames count from 1 here, as they do in DICOM.
 */
public interface SourceInstance {

    /**
     * The file, to be copied: nothing of its data set is parsed or inflated.
     *
     * @throws DicomException NOT_DICOM if it is none
     */
    StoredFile file() throws IOException, DicomException;

    /** The instance's file meta, data set and transfer syntax; parsed, and inflated where it is deflated, at the first call. */
    DicomObject dicom() throws IOException, DicomException;

    /** Its length in bytes, as stored. */
    long size();

    /** The UIDs that name the instance, without padding; INVALID if one is missing or none. */
    InstanceUids uids() throws IOException, DicomException;

    /** Its pixels as they are stored, and what the data set says about them; empty if it has none. */
    Optional<PixelData> pixels() throws IOException, DicomException;

    /**
     * The number of frames, at least 1.
     *
     * @throws DicomException NO_PIXEL_DATA if there are no pixels, TOO_LARGE if there are more than something may be made
     *     of ({@link Limits#instanceFrames})
     */
    int frames() throws IOException, DicomException;

    /**
     * A frame as a viewer shows it: grey or RGB of 8 bits.
     *
     * @param number from 1 to {@link #frames}
     * @throws DicomException NO_PIXEL_DATA if there are no pixels, UNSUPPORTED if there is no decoder for them, INVALID if
     *     the frame can't be decoded or rendered
     */
    RenderedFrame render(int number) throws IOException, DicomException;

    /**
     * A frame's samples without compression: little endian words of Bits Allocated, those of a pixel side by side.
     *
     * @param number from 1 to {@link #frames}
     * @throws DicomException as {@link #render} does
     */
    DecodedFrame decode(int number) throws IOException, DicomException;

    /**
     * A frame as it is stored: the bytes of a native frame, or the joined fragments of an encapsulated one.
     *
     * @throws DicomException NO_PIXEL_DATA if there are no pixels, INVALID if a frame needs more memory than one may have
     */
    byte[] stored(int number) throws IOException, DicomException;

    /**
     * Its pixels as samples, for whoever wants to know more of them than {@link #decode} tells.
     *
     * @throws DicomException as {@link #render} does
     */
    FrameReader reader() throws IOException, DicomException;

    /**
     * How its frames are rendered, for whoever wants to know more of that than {@link #render} tells.
     *
     * @throws DicomException as {@link #render} does
     */
    FrameRenderer renderer() throws IOException, DicomException;

    /** The codecs that are installed. */
    Codecs codecs();

    /**
     * Says how many bytes are made of it, all outputs together, by whoever knows before they are made.
     *
     * @throws DicomException TOO_LARGE if that is more than what is stored, and more than is allowed
     *     ({@link Limits#instanceBytes})
     */
    void announce(long bytes) throws DicomException;

    /**
     * Temporary room for bytes whose number is known only when all are written. Each write to it is progress.
     *
     * @param length how many are to come, if that is known
     */
    Spool spool(OptionalLong length);

    /**
     * A content that is written and not read: whenever it is opened {@code writer} writes it from the first byte on, on
     * a thread of its own, some pieces ahead of whoever reads. Memory does not grow with the length.
     *
     * @param length how many bytes are written, exactly
     * @param resource closed with the content
     */
    Content written(long length, Content.Writer writer, Closeable resource);
}
