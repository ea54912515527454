package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.render.RenderedFrame;
import org.dicomcaravan.render.picture.PngWriter;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SourceInstance;

/** {@code image/png}: each frame as a viewer shows it, 8 bits grey or RGB. */
public final class PngTranscoder implements BuiltInTranscoder {

    @Override
    public String name() {
        return "png";
    }

    @Override
    public List<OutputType> produces() {
        return List.of(OutputType.of("image/png", ".png"));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        instance.reader(); // says at once if there is nothing to decode, or nobody who can
        return Optional.of(Outputs.perFrame(instance, format, number -> {
            RenderedFrame frame = instance.render(number);
            return new Outputs.TranscodedFrame(Content.of(PngWriter.encode(frame)), frame.rule());
        }));
    }
}
