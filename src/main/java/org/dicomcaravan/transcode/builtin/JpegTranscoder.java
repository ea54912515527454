package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.codec.JpegProcess;
import org.dicomcaravan.codec.jpeg.JpegCodestream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.WholeNumber;
import org.dicomcaravan.render.RenderedFrame;
import org.dicomcaravan.render.picture.JpegWriter;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SourceInstance;

/**
 * {@code image/jpeg}: each frame as a viewer shows it, as baseline JPEG, grey or YCbCr. A frame that is stored as
 * such, and that rendering would not change, goes out as it is, up to its end. The setting {@code quality} is a number
 * from 1 to 100, 90 unless given.
 */
public final class JpegTranscoder implements BuiltInTranscoder {

    private volatile JpegWriter writer = new JpegWriter(JpegWriter.DEFAULT_QUALITY);

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(PluginSetting.wholeNumber(
                "quality", JpegWriter.DEFAULT_QUALITY, 1, 100, "Quality of `image/jpeg`; see docs/jpeg-quality.md"));
    }

    @Override
    public void configure(Map<String, String> settings) {
        writer = new JpegWriter(WholeNumber.of(settings, "quality", 1, 100).orElse(JpegWriter.DEFAULT_QUALITY));
    }

    @Override
    public List<OutputType> produces() {
        return List.of(OutputType.of("image/jpeg", ".jpg", TransferSyntax.JPEG_BASELINE.uid()));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        instance.reader(); // says at once if there is nothing to decode, or nobody who can
        return Optional.of(Outputs.perFrame(instance, format, number -> {
            Optional<byte[]> stored = stored(instance, number);
            if (stored.isPresent()) {
                return new Outputs.TranscodedFrame(Content.of(stored.get()), "pass-through");
            }
            RenderedFrame frame = instance.render(number);
            return new Outputs.TranscodedFrame(Content.of(writer.encode(frame)), frame.rule());
        }));
    }

    /** The stored frame as a file that shows what rendering would; empty where that takes more than copying it. */
    private static Optional<byte[]> stored(SourceInstance instance, int number) throws IOException, DicomException {
        TransferSyntax said = instance.dicom().transferSyntax();
        if (!JpegProcess.isOf(said) || !instance.renderer().isIdentity(number - 1)) {
            return Optional.empty();
        }
        byte[] codestream = instance.stored(number);
        if (!JpegProcess.syntaxOf(codestream, said).equals(TransferSyntax.JPEG_BASELINE)) {
            return Optional.empty();
        }
        instance.reader().decode(number - 1); // a damaged frame fails here, as it does in every other format
        return JpegCodestream.parse(codestream).file(instance.reader().shape().photometricInterpretation());
    }
}
