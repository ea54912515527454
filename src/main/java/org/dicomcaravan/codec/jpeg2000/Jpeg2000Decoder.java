package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * JPEG 2000 Part 1 (PS3.5 8.2.4, T.800) and Part 15, High-Throughput (T.814), and Part 2 where there is no multi-component
 * transform.
 *
 * <p>Precision and sign are the codestream's, whatever the data set says; colours that the codestream transforms become
 * RGB. A codestream that is cut off is refused, even where lower quality could be had of it.
 */
public final class Jpeg2000Decoder implements BuiltInDecoder {

    /** Bits of the longest samples that single precision and 32 bits hold. */
    static final int MOST_PRECISION = 24;

    private static final int MOST_BYTES = Integer.MAX_VALUE - Long.BYTES; // of an array

    /** Bytes that are kept for the next frame at most: a part of the heap for all threads that decode at the same time. */
    private static final long MOST_KEPT =
            Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 32 / IdleProcessors.all());

    private final Queue<TileDecoder> idle = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "jpeg-2000";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(
                TransferSyntax.JPEG_2000_LOSSLESS.uid(),
                TransferSyntax.JPEG_2000.uid(),
                TransferSyntax.JPEG_2000_MC_LOSSLESS.uid(),
                TransferSyntax.JPEG_2000_MC.uid(),
                TransferSyntax.HTJ2K_LOSSLESS.uid(),
                TransferSyntax.HTJ2K_LOSSLESS_RPCL.uid(),
                TransferSyntax.HTJ2K.uid());
    }

    /**
     * A number of 32 bits for each sample, since all of a frame may be one tile; and what is known of precincts and
     * code-blocks.
     */
    @Override
    public long workingMemory(FrameShape declared) {
        long samples = (long) declared.rows() * declared.columns() * declared.samplesPerPixel();
        return samples * (Integer.BYTES + 1) + TilePackets.ROOM;
    }

    @Override
    public DecodedFrame decode(byte[] bytes, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        Codestream codestream = CodestreamReader.read(bytes, Jp2Box.codestream(bytes));
        ImageSize size = codestream.size();
        check(size, declared);
        int precision = precision(size);
        int width = Math.max(declared.bitsAllocated(), wordOf(precision));
        FrameWords frame = new FrameWords(size, width / Byte.SIZE);
        boolean transformed = decode(codestream, frame);
        boolean packed = declared.bitsAllocated() == 1 && precision == 1;
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                packed ? 1 : width,
                precision,
                size.components().get(0).signed(),
                transformed ? "RGB" : declared.wholePhotometricInterpretation(),
                packed ? packed(frame.words()) : frame.words());
    }

    /** Whether colours were transformed. */
    private boolean decode(Codestream codestream, FrameWords frame) throws DicomException, InterruptedIOException {
        TileDecoder decoder = idle.poll();
        if (decoder == null) {
            decoder = new TileDecoder();
        }
        boolean processor = IdleProcessors.take();
        try {
            return decode(codestream, frame, decoder);
        } finally {
            if (processor) {
                IdleProcessors.back();
            }
            if (decoder.bytes() <= MOST_KEPT && idle.size() < IdleProcessors.all()) {
                idle.add(decoder);
            }
        }
    }

    private static boolean decode(Codestream codestream, FrameWords frame, TileDecoder decoder)
            throws DicomException, InterruptedIOException {
        Window window = Window.whole(codestream.size());
        boolean transformed = false;
        for (int number = 0; number < codestream.size().tiles(); number++) {
            Rectangle tile = codestream.size().tile(number);
            TileParts parts = codestream.tile(number);
            List<TileComponent> components = decoder.decode(tile, parts, window);
            boolean transform = parts.parameters().tileStyle().colourTransform();
            frame.put(tile, components, decoder.planes(), transform);
            transformed |= transform;
        }
        return transformed;
    }

    private static void check(ImageSize size, FrameShape declared) throws DicomException {
        int components = size.components().size();
        if (size.image().height() != declared.rows()
                || size.image().width() != declared.columns()
                || components != declared.samplesPerPixel()) {
            throw DicomException.invalid(
                    "the JPEG 2000 codestream has %d x %d pixels of %d samples, the data set says %d x %d of %d"
                            .formatted(
                                    size.image().width(),
                                    size.image().height(),
                                    components,
                                    declared.columns(),
                                    declared.rows(),
                                    declared.samplesPerPixel()));
        }
        ImageSize.Component first = size.components().get(0);
        for (ImageSize.Component component : size.components()) {
            if (component.precision() > MOST_PRECISION || component.signed() != first.signed()) {
                throw DicomException.unsupported("JPEG 2000 samples of %d bits, signed %s beside signed %s"
                        .formatted(component.precision(), component.signed(), first.signed()));
            }
        }
        int word = Math.max(declared.bitsAllocated(), wordOf(precision(size))) / Byte.SIZE;
        if (size.image().area() * components * word > MOST_BYTES) {
            throw DicomException.invalid("a JPEG 2000 frame of more than %d bytes".formatted(MOST_BYTES));
        }
    }

    /** Bits of all components' samples. */
    private static int precision(ImageSize size) {
        return size.components().stream()
                .mapToInt(ImageSize.Component::precision)
                .max()
                .orElseThrow();
    }

    private static int wordOf(int precision) {
        return precision <= Byte.SIZE ? Byte.SIZE : precision <= Short.SIZE ? Short.SIZE : Integer.SIZE;
    }

    /** Samples of one bit, eight to a byte, the first in the lowest bit (PS3.5 8.1.1). */
    private static byte[] packed(byte[] bits) {
        byte[] packed = new byte[(bits.length + 7) / 8];
        for (int i = 0; i < bits.length; i++) {
            packed[i >> 3] |= (byte) (bits[i] << (i & 7));
        }
        return packed;
    }
}
