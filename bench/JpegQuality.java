import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.codec.jpeg.JpegDecoder;
import org.dicomcaravan.codec.jpeg.JpegEncoder;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * What JPEG costs and keeps: encodes the first frame of native files with several qualities, decodes it and prints a
 * line of Markdown for each. {@code java -cp target/classes bench/JpegQuality.java FILE…}
 */
public final class JpegQuality {

    private static final int[] QUALITIES = {50, 75, 90, 95};

    private JpegQuality() {}

    public static void main(String[] files) throws IOException, DicomException {
        System.out.println("| image | syntax | quality | bytes | ratio | PSNR, dB | farthest |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String file : files) {
            try (DicomObject object = DicomObject.open(ByteSource.of(Path.of(file)))) {
                FrameReader reader = FrameReader.of(object, Codecs.load(JpegQuality.class.getClassLoader()));
                for (int quality : QUALITIES) {
                    print(Path.of(file).getFileName().toString(), reader, quality);
                }
            }
        }
    }

    private static void print(String name, FrameReader reader, int quality) throws IOException, DicomException {
        DecodedFrame frame = reader.samples(0);
        FrameShape shape = reader.shape();
        TransferSyntax syntax =
                frame.bitsAllocated() == 8 ? TransferSyntax.JPEG_BASELINE : TransferSyntax.JPEG_EXTENDED;
        JpegEncoder encoder = new JpegEncoder();
        encoder.configure(Map.of("quality", Integer.toString(quality)));
        EncodedFrame encoded = encoder.encode(frame, shape, syntax);
        DecodedFrame back = new JpegDecoder()
                .decode(
                        encoded.codestream(),
                        shape.withPhotometricInterpretation(encoded.photometricInterpretation()),
                        syntax);
        DecodedFrame shown = back.photometricInterpretation().equals("YBR_FULL") ? YbrFull.toRgb(back) : back;
        int word = frame.bitsAllocated() / 8;
        double squares = 0;
        int farthest = 0;
        int count = frame.samples().length / word;
        for (int i = 0; i < count; i++) {
            int error = Math.abs(sample(frame, i, word) - sample(shown, i, word));
            squares += (double) error * error;
            farthest = Math.max(farthest, error);
        }
        double top = (1 << shape.bitsStored()) - 1;
        System.out.printf(
                Locale.ROOT,
                "| %s, %d × %d, %s, %d bits | %s | %d | %,d | %.1f | %.1f | %d |%n",
                name,
                frame.columns(),
                frame.rows(),
                frame.samplesPerPixel() == 1 ? "grey" : "RGB",
                shape.bitsStored(),
                syntax.uid().substring(syntax.uid().length() - 4),
                quality,
                encoded.codestream().length,
                (double) frame.samples().length / encoded.codestream().length,
                10 * Math.log10(top * top * count / squares),
                farthest);
    }

    private static int sample(DecodedFrame frame, int index, int word) {
        int low = frame.samples()[index * word] & 0xFF;
        return word == 1 ? low : low | (frame.samples()[index * word + 1] & 0xFF) << 8;
    }
}
