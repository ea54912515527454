package org.dicomcaravan.transcode.builtin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.writing.FrameSource;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Spool;

/** Frames that were encoded, in a temporary file. */
final class EncodedFrames implements FrameSource, Closeable {

    private final ByteSource codestreams;
    private final long[] starts;
    private final Description described;
    private final Optional<String> lossyMethod;
    private final OptionalInt bitsStored;
    private final long samples;

    private EncodedFrames(
            ByteSource codestreams,
            long[] starts,
            Description described,
            Optional<String> lossyMethod,
            OptionalInt bitsStored,
            long samples) {
        this.codestreams = codestreams;
        this.starts = starts;
        this.described = described;
        this.lossyMethod = lossyMethod;
        this.bitsStored = bitsStored;
        this.samples = samples;
    }

    /** Encodes all frames, one at a time. */
    static EncodedFrames encode(FrameReader reader, FrameEncoder encoder, TransferSyntax target, Spool spool)
            throws IOException, DicomException {
        reader.hold(encoder.workingMemory(reader.shape()));
        long[] starts = new long[reader.frames() + 1];
        long samples = 0;
        Description first = null;
        Optional<String> lossy = Optional.empty();
        OptionalInt stored = OptionalInt.empty();
        for (int frame = 0; frame < reader.frames(); frame++) {
            DecodedFrame decoded = pixels(reader.samples(frame), target);
            EncodedFrame encoded = encoder.encode(decoded, shape(reader.shape(), decoded), target);
            Description described = Description.of(decoded, encoded.photometricInterpretation());
            if (first == null) {
                first = described;
            }
            first.check(described, frame);
            lossy = lossy.or(encoded::lossyMethod);
            stored = encoded.bitsStored().isPresent() ? encoded.bitsStored() : stored;
            samples += decoded.samples().length;
            spool.write(encoded.codestream(), 0, encoded.codestream().length);
            starts[frame + 1] = spool.length();
        }
        return new EncodedFrames(spool.finish(), starts, first, lossy, stored, samples);
    }

    /** Whole pixels: no syntax that compresses holds halved chroma as native frames do. */
    private static DecodedFrame pixels(DecodedFrame decoded, TransferSyntax target) throws IOException {
        boolean halved = decoded.photometricInterpretation().equals("YBR_FULL_422") && decoded.isSubsampled();
        return halved && !target.equals(TransferSyntax.ENCAPSULATED_UNCOMPRESSED)
                ? YbrFull.replicated(decoded)
                : decoded;
    }

    /** What the data set says, made to fit what was decoded. */
    private static FrameShape shape(FrameShape declared, DecodedFrame decoded) {
        boolean other = decoded.bitsAllocated() != declared.bitsAllocated();
        return new FrameShape(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                decoded.bitsAllocated(),
                other ? decoded.precision() : declared.bitsStored(),
                other ? decoded.precision() - 1 : declared.highBit(),
                declared.signed(),
                false,
                decoded.photometricInterpretation(),
                false);
    }

    /** What all frames are. */
    Description described() {
        return described;
    }

    /** The term of Lossy Image Compression Method (0028,2114), if information was lost. */
    Optional<String> lossyMethod() {
        return lossyMethod;
    }

    /** What Bits Stored has to say from now on, if that is something else than before. */
    OptionalInt bitsStored() {
        return bitsStored;
    }

    /** How many times as large the samples were. */
    double ratio() {
        return (double) samples / Math.max(1, starts[starts.length - 1]);
    }

    @Override
    public int frames() {
        return starts.length - 1;
    }

    @Override
    public long length(int frame) {
        return starts[frame + 1] - starts[frame];
    }

    @Override
    public InputStream open(int frame) {
        return codestreams.stream(starts[frame], length(frame));
    }

    @Override
    public void close() throws IOException {
        codestreams.close();
    }
}
