import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameDecoder;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.render.FrameRenderer;
import org.dicomcaravan.render.RenderedFrame;
import org.dicomcaravan.render.picture.PngWriter;

/**
 * Times our codecs, on one thread, as its neighbours time those of DCMTK and GDCM; {@code bench/codecs} runs it.
 *
 * <pre>java -cp … Caravan.java decode|encode|picture FILE…</pre>
 *
 * Lines for each file: the file, what was done, milliseconds for a frame.
 */
final class Caravan {

    private static final Codecs CODECS = Codecs.load(Caravan.class.getClassLoader());

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Map<String, TransferSyntax> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("rle", TransferSyntax.RLE);
        TARGETS.put("jpeg-lossless", TransferSyntax.JPEG_LOSSLESS_SV1);
        TARGETS.put("jpeg-ls", TransferSyntax.JPEG_LS);
        TARGETS.put("jpeg", TransferSyntax.JPEG_BASELINE);
        TARGETS.put("jpeg-12", TransferSyntax.JPEG_EXTENDED);
    }

    /** Something that is timed. */
    private interface Work {
        void run() throws DicomException, IOException;
    }

    private Caravan() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            try (DicomObject object = DicomObject.open(ByteSource.of(Path.of(arguments[i])))) {
                PixelData pixels = PixelData.of(object).orElseThrow();
                if (arguments[0].equals("encode")) {
                    encode(arguments[i], pixels);
                } else if (arguments[0].equals("picture")) {
                    picture(arguments[i], object);
                } else {
                    decode(arguments[i], object.transferSyntax(), pixels);
                }
            }
        }
    }

    private static void decode(String file, TransferSyntax syntax, PixelData pixels) throws Exception {
        Optional<FrameDecoder> decoder = CODECS.decoder(syntax.uid());
        byte[] codestream = pixels.frame(0);
        if (decoder.isPresent()) {
            line(file, "decode", () -> decoder.get().decode(codestream, pixels.shape(), syntax));
        }
    }

    /** The stages of a picture: samples out of the codestream, the look of them, and a PNG file of that. */
    private static void picture(String file, DicomObject object) throws Exception {
        FrameReader reader = FrameReader.of(object, CODECS);
        FrameRenderer renderer = FrameRenderer.of(object, reader);
        RenderedFrame rendered = renderer.render(0);
        line(file, "decode", () -> reader.decode(0));
        line(file, "decode and render", () -> renderer.render(0));
        line(file, "PNG", () -> PngWriter.encode(rendered));
    }

    private static void encode(String file, PixelData pixels) throws Exception {
        FrameShape shape = pixels.shape();
        DecodedFrame frame = new DecodedFrame(
                shape.rows(),
                shape.columns(),
                shape.samplesPerPixel(),
                shape.bitsAllocated(),
                shape.bitsStored(),
                shape.signed(),
                shape.photometricInterpretation(),
                pixels.frame(0));
        for (Map.Entry<String, TransferSyntax> target : TARGETS.entrySet()) {
            Optional<FrameEncoder> encoder = CODECS.encoder(target.getValue().uid());
            if (encoder.isPresent()) {
                line(file, target.getKey(), () -> encoder.get().encode(frame, shape, target.getValue()));
            }
        }
    }

    /** Nanoseconds of processor time that the process has taken, with those of the collector. */
    private static long now() {
        return SYSTEM.getProcessCpuTime();
    }

    /** The best of three passes, after one that lets the compiler see all of it; no line where it can't be done. */
    private static void line(String file, String target, Work work) throws IOException {
        double least = Double.MAX_VALUE;
        try {
            for (int pass = 0; pass < 4; pass++) {
                long spent = 0;
                int times = 0;
                while (spent < (pass == 0 ? 1_500_000_000L : 400_000_000L) || times < 3) {
                    long begin = now();
                    work.run();
                    spent += now() - begin;
                    times++;
                }
                least = pass == 0 ? least : Math.min(least, spent / 1e6 / times);
            }
        } catch (DicomException e) {
            return;
        }
        System.out.printf(Locale.ROOT, "%s\t%s\t%.3f%n", file, target, least);
    }
}
