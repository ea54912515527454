import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/**
 * Times our encoders of JPEG 2000, on one thread, as its neighbour times that of OpenJPEG; {@code bench/jpeg2000} runs it.
 *
 * <pre>java -cp … Jpeg2000.java FOLDER FILE RATIO…</pre>
 *
 * The first frame's words go into {@code FOLDER/words}, codestreams into {@code FOLDER/RATIO.j2k}; a ratio of 0 is lossless.
 * Lines: columns, rows, components, bits of a sample and of its word, whether it has a sign; then milliseconds and bytes for
 * each ratio.
 */
final class Jpeg2000 {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Jpeg2000() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (DicomObject object = DicomObject.open(ByteSource.of(Path.of(arguments[1])))) {
            FrameReader reader = FrameReader.of(object, Codecs.load(Jpeg2000.class.getClassLoader()));
            DecodedFrame frame = reader.samples(0);
            FrameShape shape = reader.shape();
            Files.write(folder.resolve("words"), frame.samples());
            System.out.printf(
                    "%d\t%d\t%d\t%d\t%d\t%b%n",
                    frame.columns(),
                    frame.rows(),
                    frame.samplesPerPixel(),
                    shape.bitsStored(),
                    frame.bitsAllocated(),
                    shape.signed());
            for (int i = 2; i < arguments.length; i++) {
                time(folder, frame, shape, arguments[i]);
            }
        }
    }

    /** The best of three passes, after one that lets the compiler see all of it. */
    private static void time(Path folder, DecodedFrame frame, FrameShape shape, String ratio) throws Exception {
        boolean lossless = ratio.equals("0");
        TransferSyntax syntax = lossless ? TransferSyntax.JPEG_2000_LOSSLESS : TransferSyntax.JPEG_2000;
        Map<String, String> settings = lossless ? Map.of() : Map.of("jpeg-2000.ratio", ratio);
        FrameEncoder encoder = Codecs.load(Jpeg2000.class.getClassLoader(), settings)
                .encoder(syntax.uid())
                .orElseThrow();
        EncodedFrame encoded = encoder.encode(frame, shape, syntax);
        Files.write(folder.resolve(ratio + ".j2k"), encoded.codestream());
        double least = Double.MAX_VALUE;
        for (int pass = 0; pass < 4; pass++) {
            long spent = 0;
            int times = 0;
            while (spent < (pass == 0 ? 5_000_000_000L : 400_000_000L) || times < 3) {
                long begin = SYSTEM.getProcessCpuTime();
                encoder.encode(frame, shape, syntax);
                spent += SYSTEM.getProcessCpuTime() - begin;
                times++;
            }
            least = pass == 0 ? least : Math.min(least, spent / 1e6 / times);
        }
        System.out.printf(Locale.ROOT, "%.2f\t%d%n", least, encoded.codestream().length);
    }
}
