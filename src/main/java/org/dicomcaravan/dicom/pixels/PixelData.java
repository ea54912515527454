package org.dicomcaravan.dicom.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Padding;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.reading.Element;

/**
 * The pixel data of an instance: what its frames are, and where. Frames count from 0 here. Nothing is loaded; the index
 * costs at most twelve bytes a frame. Thread-safe; usable until the object is closed.
 */
public final class PixelData {

    private static final Pattern NUMBER_OF_FRAMES = Pattern.compile("\\+?[0-9]{1,9}");
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

    private final Element element;
    private final FrameShape shape;
    private final int declaredFrames;
    private final FrameStore store;

    private PixelData(Element element, FrameShape shape, int declaredFrames, FrameStore store) {
        this.element = element;
        this.shape = shape;
        this.declaredFrames = declaredFrames;
        this.store = store;
    }

    /**
     * The first of Pixel Data, Float Pixel Data and Double Float Pixel Data; empty if there is none or it has no value.
     *
     * @throws DicomException INVALID if it holds fewer frames than said, is cut by the end of the file, or its
     *     fragments can't be told apart by frame
     */
    public static Optional<PixelData> of(DicomObject object) throws IOException, DicomException {
        DataSet data = object.dataSet();
        Optional<Element> found = data.elements().stream()
                .filter(element -> Tag.isPixelData(element.tag()))
                .findFirst();
        if (found.isEmpty() || found.get().isEmpty()) {
            return Optional.empty();
        }
        Element element = found.get();
        FrameShape shape = FrameShape.read(data, element.tag() != Tag.PIXEL_DATA);
        int declared = numberOfFrames(data);
        if (element.isCut()) {
            throw DicomException.invalid("the file ends inside " + Tag.describe(element.tag()));
        }
        FrameStore store = element.isEncapsulated()
                ? EncapsulatedFrames.of(element, object.transferSyntax().video() ? 1 : declared, object.content(), data)
                : NativeFrames.of(element, shape, declared, object.content());
        return Optional.of(new PixelData(element, shape, declared, store));
    }

    /** Number of Frames of a data set; 1 if absent, unparsable or less. */
    public static int numberOfFrames(DataSet data) throws IOException {
        String text = label(data, Tag.NUMBER_OF_FRAMES);
        return NUMBER_OF_FRAMES.matcher(text).matches() ? Math.max(1, Integer.parseInt(text)) : 1;
    }

    /** The first value of a short text, trimmed; "" if absent. */
    static String label(DataSet data, int tag) throws IOException {
        Optional<Element> element = data.get(tag);
        if (element.isEmpty() || element.get().isUndefinedLength()) {
            return "";
        }
        String text = new String(element.get().head(256), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\\');
        return Padding.trim(end < 0 ? text : text.substring(0, end));
    }

    /** The element that holds the pixels. */
    public Element element() {
        return element;
    }

    /** What the data set says of each frame; unchecked. */
    public FrameShape shape() {
        return shape;
    }

    /** How many frames there are to open; a video is one. */
    public int frames() {
        return store.frames();
    }

    /** Number of Frames, at least 1: also of a video, whose frames can't be told apart here. */
    public int declaredFrames() {
        return declaredFrames;
    }

    /** Whether frames are codestreams in fragments; else they are samples. */
    public boolean encapsulated() {
        return element.isEncapsulated();
    }

    /**
     * Bytes that are swapped as one to get from the stored order to little endian: 2 in big endian OW whatever Bits
     * Allocated is, 4 in OF, 8 in OD; 1, nothing, elsewhere (PS3.5 7.3, 8.1.2).
     */
    public int swappedWord() {
        return NativeFrames.swappedWord(element);
    }

    /** Bytes of a frame as {@link #openFrame} gives it. */
    public long frameLength(int frame) {
        return store.length(Objects.checkIndex(frame, frames()));
    }

    /**
     * A frame as stored: the concatenated fragments, or the native bytes in stored order. One that starts inside a byte
     * is moved to start at a byte; in big endian words it is little endian then.
     */
    public InputStream openFrame(int frame) throws IOException {
        return store.open(Objects.checkIndex(frame, frames()), false);
    }

    /** {@link #openFrame} with native samples in little endian, whatever the stored order. */
    public InputStream openLittleEndianFrame(int frame) throws IOException {
        return store.open(Objects.checkIndex(frame, frames()), true);
    }

    /** The bytes of {@link #openFrame}. */
    public byte[] frame(int frame) throws IOException, DicomException {
        return frame(frame, MAX_ARRAY);
    }

    /** The bytes of {@link #openFrame}, INVALID if there are more than {@code max}. */
    public byte[] frame(int frame, int max) throws IOException, DicomException {
        try (InputStream in = openFrame(frame)) {
            byte[] bytes = new byte[checked(frame, max)];
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new EOFException("frame " + (frame + 1) + " ends before its " + bytes.length + " bytes");
            }
            return bytes;
        }
    }

    private int checked(int frame, int max) throws DicomException {
        long length = frameLength(frame);
        if (length > Math.min(max, MAX_ARRAY)) {
            throw DicomException.invalid(
                    "frame " + (frame + 1) + " has " + length + " bytes, more than the " + max + " allowed");
        }
        return (int) length;
    }
}
