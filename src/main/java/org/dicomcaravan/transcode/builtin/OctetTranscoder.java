package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SourceInstance;

/**
 * {@code application/octet-stream}: frames without a header. In transfer syntax {@code *} each as it is stored, in
 * Explicit VR Little Endian each as uncompressed samples: little endian words of Bits Allocated, the samples of a pixel
 * side by side.
 */
public final class OctetTranscoder implements BuiltInTranscoder {

    @Override
    public String name() {
        return "octets";
    }

    @Override
    public List<OutputType> produces() {
        return List.of(OutputType.of(
                "application/octet-stream", "", TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), OutputFormat.AS_STORED));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        if (format.isAsStored()) {
            return Optional.of(Outputs.perFrame(
                    instance, format, number -> new Outputs.TranscodedFrame(stored(instance, number), "")));
        }
        FrameReader reader = instance.reader();
        instance.announce(instance.frames() * bytesOf(reader.shape()));
        return Optional.of(Outputs.perFrame(
                instance, format, number -> new Outputs.TranscodedFrame(samples(instance, reader, number), "")));
    }

    private static long bytesOf(FrameShape shape) {
        return DecodedFrame.bytes(
                shape.rows(),
                shape.columns(),
                shape.samplesPerPixel(),
                shape.bitsAllocated(),
                shape.photometricInterpretation());
    }

    private static Content stored(SourceInstance instance, int number) throws IOException, DicomException {
        PixelData pixels = instance.pixels().orElseThrow();
        return new StreamedContent(pixels.frameLength(number - 1), () -> pixels.openFrame(number - 1));
    }

    /** What is stored as samples is streamed, however large; anything else is decoded. */
    private static Content samples(SourceInstance instance, FrameReader reader, int number)
            throws IOException, DicomException {
        if (!reader.streams()) {
            return Content.of(instance.decode(number).samples());
        }
        PixelData pixels = instance.pixels().orElseThrow();
        return new StreamedContent(pixels.frameLength(number - 1), () -> pixels.openLittleEndianFrame(number - 1));
    }
}
