package org.dicomcaravan.transcode.builtin;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.Recoder;
import org.dicomcaravan.io.Spool;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.SourceInstance;

/**
 * One instance on its way into another transfer syntax. Between native syntaxes only bytes are turned; codestreams are
 * decoded frame by frame while the result is read; what is to be encoded is encoded frame by frame into a temporary
 * file first, since the offset table at the start has to know the lengths.
 */
record Recoding(SourceInstance instance, TransferSyntax target) {

    Content content() throws IOException, DicomException {
        DicomObject dicom = instance.dicom();
        Recoder recoder = Recoder.of(dicom, target);
        boolean pixels = dicom.dataSet().elements().stream()
                .anyMatch(element -> Tag.isPixelData(element.tag()) && !element.isEmpty());
        if (!pixels || (dicom.transferSyntax().isNative() && target.isNative())) {
            return written(recoder, () -> {});
        }
        return target.isEncapsulated() ? encoded(recoder) : decoded(recoder);
    }

    private Content decoded(Recoder recoder) throws IOException, DicomException {
        FrameReader reader = reader();
        DecodedFrame first = reader.samples(0);
        describe(recoder, reader.shape(), Description.of(first), 0);
        recoder.nativePixels(new DecodedFrames(reader, first));
        return written(recoder, () -> {});
    }

    private Content encoded(Recoder recoder) throws IOException, DicomException {
        FrameEncoder encoder = instance.codecs()
                .encoder(target.uid())
                .orElseThrow(() -> DicomException.unsupported("no encoder for " + target + " is installed"));
        FrameReader reader = reader();
        if (reader.shape().floating()) {
            throw DicomException.invalid("float pixels can't be compressed");
        }
        EncodedFrames frames;
        try (Spool spool = instance.spool(OptionalLong.empty())) {
            frames = EncodedFrames.encode(reader, encoder, target, spool);
        }
        try {
            int planar = target.equals(TransferSyntax.RLE) ? 1 : 0; // RLE keeps planes, all others pixels
            describe(recoder, reader.shape(), frames.described(), planar);
            frames.bitsStored().ifPresent(bits -> {
                recoder.set(Tag.BITS_STORED, bits);
                recoder.set(Tag.HIGH_BIT, bits - 1);
            });
            if (frames.lossyMethod().isPresent()) {
                new LossyHistory(instance.dicom().dataSet()).append(recoder, frames);
            }
            recoder.encapsulatedPixels(frames);
            return written(recoder, frames);
        } catch (IOException | DicomException | RuntimeException | Error e) {
            frames.close();
            throw e;
        }
    }

    private FrameReader reader() throws IOException, DicomException {
        FrameReader reader = instance.reader();
        instance.frames(); // says if there are too many
        return reader;
    }

    /** Makes the data set say what the frames are, where it says something else. */
    private static void describe(Recoder recoder, FrameShape declared, Description frame, int planar) {
        if (!frame.photometricInterpretation().equals(declared.photometricInterpretation())) {
            recoder.set(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, frame.photometricInterpretation());
        }
        if (frame.samplesPerPixel() > 1) {
            recoder.set(Tag.PLANAR_CONFIGURATION, planar);
        }
        if (frame.bitsAllocated() != declared.bitsAllocated()) {
            recoder.set(Tag.BITS_ALLOCATED, frame.bitsAllocated());
            recoder.set(Tag.BITS_STORED, frame.precision());
            recoder.set(Tag.HIGH_BIT, frame.precision() - 1);
        }
    }

    /** What the recoder writes: at once if it is little, or if its length shows only then; else while it is read. */
    private Content written(Recoder recoder, Closeable resource) throws IOException, DicomException {
        OptionalLong known = recoder.length();
        instance.announce(known.orElse(0));
        if (known.isPresent() && known.getAsLong() > Spool.IN_MEMORY) {
            return instance.written(known.getAsLong(), recoder::write, resource);
        }
        try (resource;
                Spool spool = instance.spool(known)) {
            recoder.write(spool);
            return StreamedContent.of(spool.finish());
        }
    }
}
