import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameDecoder;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.plugin.SiteSettings;

/**
 * Times our codecs of JPEG 2000 on one frame, as its neighbours time OpenJPEG and OpenJPH; {@code bench/jpeg2000} runs it.
 *
 * <pre>java -cp … Jpeg2000.java FOLDER FILE RATIO…</pre>
 *
 * The first frame's words go into {@code FOLDER/words}, codestreams into {@code FOLDER/RATIO.j2k}; a ratio of 0 is lossless,
 * {@code ht} lossless and high-throughput. Lines: columns, rows, components, bits of a sample and of its word, whether it has a
 * sign; then for each ratio the milliseconds of encoding, the bytes, and the milliseconds of decoding.
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

    private static void time(Path folder, DecodedFrame frame, FrameShape shape, String ratio) throws Exception {
        TransferSyntax syntax = switch (ratio) {
            case "0" -> TransferSyntax.JPEG_2000_LOSSLESS;
            case "ht" -> TransferSyntax.HTJ2K_LOSSLESS;
            default -> TransferSyntax.JPEG_2000;
        };
        boolean lossy = syntax.equals(TransferSyntax.JPEG_2000);
        SiteSettings settings = lossy ? SiteSettings.of(Map.of("jpeg-2000.ratio", ratio)) : SiteSettings.none();
        Codecs codecs = Codecs.load(Jpeg2000.class.getClassLoader(), settings);
        FrameEncoder encoder = codecs.encoder(syntax.uid()).orElseThrow();
        FrameDecoder decoder = codecs.decoder(syntax.uid()).orElseThrow();
        byte[] codestream = encoder.encode(frame, shape, syntax).codestream();
        Files.write(folder.resolve(ratio + ".j2k"), codestream);
        double encoding = milliseconds(() -> encoder.encode(frame, shape, syntax));
        double decoding = milliseconds(() -> decoder.decode(codestream, shape, syntax));
        System.out.printf(Locale.ROOT, "%.2f\t%d\t%.2f%n", encoding, codestream.length, decoding);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** The best of three passes, after one that lets the compiler see all of it. */
    private static double milliseconds(Work work) throws Exception {
        double least = Double.MAX_VALUE;
        for (int pass = 0; pass < 4; pass++) {
            long spent = 0;
            int times = 0;
            while (spent < (pass == 0 ? 5_000_000_000L : 400_000_000L) || times < 3) {
                long begin = SYSTEM.getProcessCpuTime();
                work.run();
                spent += SYSTEM.getProcessCpuTime() - begin;
                times++;
            }
            least = pass == 0 ? least : Math.min(least, spent / 1e6 / times);
        }
        return least;
    }
}
