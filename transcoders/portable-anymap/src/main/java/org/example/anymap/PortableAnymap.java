package org.example.anymap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.render.RenderedFrame;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.Outputs.TranscodedFrame;
import org.dicomcaravan.transcode.SourceInstance;
import org.dicomcaravan.transcode.Transcoder;

/**
 * {@code image/x-portable-anymap}: each frame as a viewer shows it, as the binary PGM (P5) or PPM (P6) of netpbm, which
 * is a line of text for the header and then the samples.
 */
public final class PortableAnymap implements Transcoder {

    @Override
    public String name() {
        return "portable-anymap";
    }

    @Override
    public List<OutputType> produces() {
        return List.of(OutputType.of("image/x-portable-anymap", ".pnm"));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        return Optional.of(Outputs.perFrame(instance, format, number -> {
            RenderedFrame frame = instance.render(number);
            return new TranscodedFrame(Content.of(anymap(frame)), frame.rule());
        }));
    }

    private static byte[] anymap(RenderedFrame frame) {
        String magic = frame.components() == 1 ? "P5" : "P6";
        byte[] header = (magic + "\n" + frame.width() + " " + frame.height() + "\n255\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + frame.samples().length);
        System.arraycopy(frame.samples(), 0, file, header.length, frame.samples().length);
        return file;
    }
}
