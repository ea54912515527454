package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * A JPEG 2000 image by itself, Part 1 or Part 15, with no DICOM around it: all of it, smaller, or a part of it. What was
 * not asked for is read over, not decoded. Thread-safe.
 *
 * <p>Where the codestream transforms colours, the first three components are red, green and blue; else they are what whoever
 * made it put in. Components of fewer samples come as they are, not enlarged.
 */
public final class Jpeg2000Image {

    private static final int MOST_DISCARDED = 30;

    /** Samples of an image or of a part of it that are decoded unless told otherwise: a GiB. */
    private static final long MOST_SAMPLES = 1L << 28;

    private final Codestream codestream;
    private final long mostSamples;

    private Jpeg2000Image(Codestream codestream, long mostSamples) {
        this.codestream = codestream;
        this.mostSamples = mostSamples;
    }

    /**
     * Samples of one component.
     *
     * @param columns of them side by side
     * @param rows of them
     * @param samples row by row, from the top; not copied
     */
    public record Plane(int columns, int rows, int[] samples) {}

    /**
     * An image of up to 2^28 samples at a time.
     *
     * @param bytes a codestream, or a JP2 file with one; not copied, so not to be changed
     * @throws DicomException INVALID where it is damaged, UNSUPPORTED for samples of more than 24 bits
     */
    public static Jpeg2000Image of(byte[] bytes) throws DicomException {
        return of(bytes, MOST_SAMPLES);
    }

    /**
     * An image. Its headers are read, and no memory is taken for what they say.
     *
     * @param bytes a codestream, or a JP2 file with one; not copied, so not to be changed
     * @param mostSamples that are decoded at a time, of all components together; each takes eight bytes while it is decoded, and
     *     four afterwards
     * @throws DicomException INVALID where it is damaged, UNSUPPORTED for samples of more than 24 bits
     */
    public static Jpeg2000Image of(byte[] bytes, long mostSamples) throws DicomException {
        Codestream codestream = CodestreamReader.read(bytes, Jp2Box.codestream(bytes));
        for (ImageSize.Component component : codestream.size().components()) {
            if (component.precision() > Jpeg2000Decoder.MOST_PRECISION) {
                throw DicomException.unsupported("JPEG 2000 samples of %d bits".formatted(component.precision()));
            }
        }
        return new Jpeg2000Image(codestream, mostSamples);
    }

    /** Columns of the image, of which a component may have fewer. */
    public int columns() {
        return codestream.size().image().width();
    }

    /** Rows of the image, of which a component may have fewer. */
    public int rows() {
        return codestream.size().image().height();
    }

    /** Components, one at least. */
    public int components() {
        return codestream.size().components().size();
    }

    /**
     * How often it can be halved, in all of its tiles.
     *
     * @throws DicomException INVALID where a tile is missing
     */
    public int halvings() throws DicomException {
        int most = MOST_DISCARDED;
        for (int tile = 0; tile < codestream.size().tiles(); tile++) {
            for (int component = 0; component < components(); component++) {
                Parameters parameters = codestream.tile(tile).parameters();
                most = Math.min(most, parameters.componentStyle(component).levels());
            }
        }
        return most;
    }

    /**
     * Bits of a component's samples, 1 to 24.
     *
     * @param component from 0
     * @throws IndexOutOfBoundsException if there is no such component
     */
    public int precision(int component) {
        return codestream.size().components().get(component).precision();
    }

    /**
     * Whether a component's samples are two's complement.
     *
     * @param component from 0
     * @throws IndexOutOfBoundsException if there is no such component
     */
    public boolean isSigned(int component) {
        return codestream.size().components().get(component).signed();
    }

    /**
     * Decodes all of it.
     *
     * @return a plane for each component
     * @throws DicomException as {@link #decode(int, int, int, int, int)} does
     * @throws InterruptedIOException if the thread is interrupted
     */
    public List<Plane> decode() throws DicomException, InterruptedIOException {
        return decode(0, 0, 0, columns(), rows());
    }

    /**
     * Decodes a part of it, at a resolution of its own.
     *
     * @param discarded by which power of two it is smaller, up to {@link #halvings}: 0 is as large as it is, 1 is half as wide and
     *     high. Of numbers that are not even, the part has those whose place in the whole image is a multiple of the power
     * @param x the part's first column, of the whole image as large as it is
     * @param y its first row
     * @param columns of the part, as large as it is; one at least
     * @param rows of the part
     * @return a plane for each component
     * @throws DicomException INVALID where the codestream is damaged or the part has too many samples, UNSUPPORTED if it has
     *     fewer resolutions, or what {@link Jpeg2000Decoder} doesn't know
     * @throws IllegalArgumentException if the part does not lie in the image
     * @throws InterruptedIOException if the thread is interrupted
     */
    public List<Plane> decode(int discarded, int x, int y, int columns, int rows)
            throws DicomException, InterruptedIOException {
        if (discarded < 0
                || discarded > MOST_DISCARDED
                || x < 0
                || y < 0
                || columns < 1
                || rows < 1
                || columns > columns() - x
                || rows > rows() - y) {
            throw new IllegalArgumentException("%d x %d pixels from (%d, %d) of %d x %d, halved %d times"
                    .formatted(columns, rows, x, y, columns(), rows(), discarded));
        }
        Rectangle image = codestream.size().image();
        int left = image.x0() + x;
        int top = image.y0() + y;
        Window window = new Window(discarded, new Rectangle(left, top, left + columns, top + rows));
        check(window);
        List<Plane> planes = new ArrayList<>();
        for (ImageSize.Component component : codestream.size().components()) {
            Rectangle area = window.of(component);
            planes.add(new Plane(area.width(), area.height(), new int[Math.toIntExact(area.area())]));
        }
        TileDecoder decoder = new TileDecoder();
        for (int number = 0; number < codestream.size().tiles(); number++) {
            Rectangle tile = codestream.size().tile(number);
            if (!tile.within(window.area()).isEmpty()) {
                copy(decoder, decoder.decode(tile, codestream.tile(number), window), number, window, planes);
            }
        }
        return planes;
    }

    private void check(Window window) throws DicomException {
        long samples = 0;
        for (ImageSize.Component component : codestream.size().components()) {
            long area = window.of(component).area();
            samples += area;
            if (samples > mostSamples || area > Integer.MAX_VALUE) {
                throw DicomException.invalid("a JPEG 2000 image of more than %d samples".formatted(mostSamples));
            }
        }
    }

    private void copy(TileDecoder decoder, List<TileComponent> components, int tile, Window window, List<Plane> planes)
            throws DicomException {
        if (codestream.tile(tile).parameters().tileStyle().colourTransform()) {
            TileComponent first = components.get(0);
            int numbers = (int) first.top(window).area().area();
            decoder.planes().toRgb(first.style().reversible(), 0, numbers);
        }
        for (TileComponent component : components) {
            ImageSize.Component samples = codestream.size().components().get(component.number());
            Rectangle from = component.top(window).area();
            Rectangle to = window.of(samples);
            Rectangle both = from.within(to);
            int[] line = new int[both.width()];
            for (int y = both.y0(); y < both.y1(); y++) {
                int first = (y - from.y0()) * from.width() + both.x0() - from.x0();
                boolean reversible = component.style().reversible();
                decoder.planes().samples(component.number(), reversible, samples, first, both.width(), line);
                int[] into = planes.get(component.number()).samples();
                System.arraycopy(line, 0, into, (y - to.y0()) * to.width() + both.x0() - to.x0(), both.width());
            }
        }
    }
}
