package org.dicomcaravan.transcode;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameMemory;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.render.FrameRenderer;
import org.dicomcaravan.render.RenderedFrame;

/**
 * A stored instance, opened but not read: what a transcoder is given. Everything is read when it is asked for, and
 * frames are not kept. Used by one thread at a time, and not after its outputs are closed.
 *
 * <p>Frames count from 1 here, as they do in DICOM.
 */
public final class SourceInstance implements Closeable {

    private static final int MOST_PAGES = 1_000_000;

    private final ByteSource source;
    private final Codecs codecs;
    private final Guard guard;
    private final Limits limits;
    private final Progress progress = new Progress();
    private final FrameMemory.Share memory;
    private DicomObject object;
    private Optional<PixelData> pixels;
    private FrameReader reader;
    private FrameRenderer renderer;

    SourceInstance(ByteSource source, Codecs codecs, FrameMemory frames, Guard guard, Limits limits) {
        this.source = source;
        this.codecs = codecs;
        this.memory = frames.share(progress::beat);
        this.guard = guard;
        this.limits = limits;
    }

    /** Reads the file's structure, if it was not read before. */
    void open() throws IOException, DicomException {
        if (object == null) {
            object = DicomObject.open(source);
        }
    }

    /** The instance's file meta, data set and transfer syntax. */
    public DicomObject dicom() {
        return object;
    }

    /** The UIDs that name the instance, without padding. */
    public InstanceUids uids() throws IOException, DicomException {
        return InstanceUids.of(uid(Tag.STUDY_INSTANCE_UID), uid(Tag.SERIES_INSTANCE_UID), uid(Tag.SOP_INSTANCE_UID))
                .orElseThrow(() -> DicomException.invalid(
                        "Study, Series or SOP Instance UID is missing or no UID of 1 to 64 digits and dots"));
    }

    private String uid(int tag) throws IOException {
        return object.dataSet().string(tag).orElse("");
    }

    /** Its pixels as they are stored, and what the data set says about them; empty if it has none. */
    public Optional<PixelData> pixels() throws IOException, DicomException {
        if (pixels == null) {
            pixels = PixelData.of(object);
        }
        return pixels;
    }

    /** Its pixels as they are stored. */
    PixelData requirePixels() throws IOException, DicomException {
        return pixels().orElseThrow(() -> new DicomException(
                DicomException.Reason.NO_PIXEL_DATA,
                "the instance has no pixel data; it can only be exported as application/dicom"));
    }

    /**
     * The number of frames, at least 1.
     *
     * @throws DicomException NO_PIXEL_DATA if there are no pixels
     */
    public int frames() throws IOException, DicomException {
        return requirePixels().frames();
    }

    /** The highest number that a frame of it can have: its Number of Frames; without pixels, what a store can bear. */
    int highestFrame() throws IOException {
        try {
            return pixels().map(PixelData::declaredFrames).orElse(MOST_PAGES);
        } catch (DicomException e) {
            return MOST_PAGES; // whoever makes frames of broken pixels has to know how many
        }
    }

    /**
     * A frame as a viewer shows it: grey or RGB of 8 bits.
     *
     * @param number from 1 to {@link #frames}
     * @throws DicomException NO_PIXEL_DATA if there are no pixels, UNSUPPORTED if there is no decoder for them, INVALID if
     *     the frame can't be decoded or rendered
     */
    public RenderedFrame render(int number) throws IOException, DicomException {
        progress.reached(number);
        return renderer().render(number - 1);
    }

    /**
     * How its frames are rendered.
     *
     * @throws DicomException as {@link #render} does
     */
    FrameRenderer renderer() throws IOException, DicomException {
        if (renderer == null) {
            renderer = FrameRenderer.of(object, reader());
        }
        return renderer;
    }

    /**
     * A frame's samples without compression: little endian words of Bits Allocated, those of a pixel side by side.
     *
     * @param number from 1 to {@link #frames}
     * @throws DicomException as {@link #render} does
     */
    public DecodedFrame decode(int number) throws IOException, DicomException {
        progress.reached(number);
        return reader().samples(number - 1);
    }

    /**
     * Its pixels as samples.
     *
     * @throws DicomException as {@link #render} does
     */
    FrameReader reader() throws IOException, DicomException {
        if (reader == null) {
            if (object.dataSet().elements().stream().noneMatch(element -> Tag.isPixelData(element.tag()))) {
                requirePixels();
            }
            reader = FrameReader.of(object, codecs, memory);
        }
        return reader;
    }

    /** A frame as it is stored: the bytes of a native frame, or the joined fragments of an encapsulated one. */
    public byte[] stored(int number) throws IOException, DicomException {
        progress.reached(number);
        return requirePixels().frame(number - 1);
    }

    /** Its length in bytes, as stored. */
    long size() {
        return source.size();
    }

    Codecs codecs() {
        return codecs;
    }

    Limits limits() {
        return limits;
    }

    Guard guard() {
        return guard;
    }

    Progress progress() {
        return progress;
    }

    @Override
    public void close() throws IOException {
        memory.close();
        if (object == null) {
            source.close();
        } else {
            object.close();
        }
    }
}
