package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.Corpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.PixelData;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other programs decode the same samples as we do, within one level: dcmdjpeg of dcmtk real files of 12 bits, and djpeg of
 * libjpeg what our encoder writes. Skipped where the program or the corpus is missing.
 */
class ForeignDecodersTest {

    private static final List<String> TWELVE_BITS = List.of(
            "derived/mr_u12_jpeg51.dcm",
            "derived/xa_u10_jpeg51.dcm",
            "dicom-parser/testImages/encapsulated/multi-frame/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm",
            "nema-wg04/JPLY/MR2_JPLY",
            "nema-wg04/JPLY/MR4_JPLY",
            "nema-wg04/JPLY/RG2_JPLY",
            "nema-wg04/JPLY/XA1_JPLY",
            "pydicom/src/pydicom/data/test_files/JPEG-lossy.dcm",
            "pydicom/src/pydicom/data/test_files/JPGExtended.dcm",
            "pylibjpeg-data/ljdata/ds/JPEGExtended/RG2_JPLY_fixed.dcm");

    @TempDir
    private Path folder;

    private static int farthest(byte[] a, byte[] b, int wordBytes) {
        assertThat(a.length).isLessThanOrEqualTo(b.length);
        int farthest = 0;
        for (int i = 0; i < a.length; i += wordBytes) {
            int left = wordBytes == 1 ? a[i] & 0xFF : a[i] & 0xFF | (a[i + 1] & 0xFF) << 8;
            int right = wordBytes == 1 ? b[i] & 0xFF : b[i] & 0xFF | (b[i + 1] & 0xFF) << 8;
            farthest = Math.max(farthest, Math.abs(left - right));
        }
        return farthest;
    }

    @Test
    void realFilesOfTwelveBits() throws Exception {
        ForeignTool dcmdjpeg = new ForeignTool("dcmdjpeg", "dcmtk", folder);
        dcmdjpeg.assumeInstalled();
        Path corpus = Corpus.folder();
        Codecs codecs = Codecs.load(ForeignDecodersTest.class.getClassLoader());
        for (String name : TWELVE_BITS) {
            Path decoded = folder.resolve("decoded.dcm");
            dcmdjpeg.run(corpus.resolve(name).toString(), decoded.toString());
            try (DicomObject ours = DicomObject.open(ByteSource.of(corpus.resolve(name)));
                    DicomObject theirs = DicomObject.open(ByteSource.of(decoded))) {
                FrameReader reader = FrameReader.of(ours, codecs);
                PixelData pixels = PixelData.of(theirs).orElseThrow();
                for (int frame = 0; frame < reader.frames(); frame++) {
                    byte[] expected = pixels.openLittleEndianFrame(frame).readAllBytes();
                    assertThat(farthest(reader.samples(frame).samples(), expected, 2))
                            .as(name)
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    /** E1 and E2 of ISO/IEC 10918-2 are one picture, interleaved and not; C1 and C2 one of 8 bits. */
    @Test
    void streamsOfTheStandardAgree() throws Exception {
        Path folder = Corpus.folder().resolve("codestreams/pydicom+pylibjpeg-data/ljdata/jpg/10918");
        byte[] interleaved = decode(folder.resolve("p4/E1.JPG"), 2);
        assertThat(decode(folder.resolve("p4/E2.JPG"), 2)).isEqualTo(interleaved);
        assertThat(interleaved).hasSize(2 * 4 * 255 * 257);
        byte[] eight = decode(folder.resolve("p2/C1.JPG"), 1);
        assertThat(decode(folder.resolve("p2/C2.JPG"), 1)).isEqualTo(eight);
        assertThat(decode(folder.resolve("p1/A1.JPG"), 1)).isEqualTo(eight);
    }

    private static byte[] decode(Path file, int wordBytes) throws IOException, DicomException {
        return DctDecoder.decode(JpegCodestream.parse(Files.readAllBytes(file)), wordBytes);
    }

    /** Baseline and extended of 8 bits, as djpeg has them: grey and, back in RGB, colour. */
    @Test
    void whatIsWrittenWithEightBits() throws Exception {
        ForeignTool djpeg = new ForeignTool("djpeg", "libjpeg-turbo-progs", folder);
        djpeg.assumeInstalled();
        for (TransferSyntax syntax : List.of(TransferSyntax.JPEG_BASELINE, TransferSyntax.JPEG_EXTENDED)) {
            for (int samples : new int[] {1, 3}) {
                for (int columns : new int[] {1, 8, 33, 130}) {
                    check(djpeg, syntax, samples, columns, 5 + columns / 2);
                }
            }
        }
    }

    private void check(ForeignTool djpeg, TransferSyntax syntax, int samples, int columns, int rows) throws Exception {
        byte[] bytes = new byte[columns * rows * samples];
        for (int i = 0; i < bytes.length; i++) {
            int pixel = i / samples;
            bytes[i] = (byte) (20 + pixel % columns + pixel / columns + 15 * (i % samples));
        }
        String photometric = samples == 1 ? "MONOCHROME2" : "RGB";
        DecodedFrame frame = new DecodedFrame(rows, columns, samples, 8, 8, false, photometric, bytes);
        FrameShape shape = JpegFiles.shape(rows, columns, samples, photometric);
        JpegEncoder encoder = new JpegEncoder();
        encoder.configure(Map.of("quality", "95"));
        Path file = Files.write(
                folder.resolve("frame.jpg"),
                encoder.encode(frame, shape, syntax).codestream());
        Path picture = folder.resolve("frame.pnm");
        djpeg.run("-pnm", "-outfile", picture.toString(), file.toString());
        byte[] pnm = Files.readAllBytes(picture);
        byte[] back = Arrays.copyOfRange(pnm, pnm.length - bytes.length, pnm.length);
        assertThat(farthest(bytes, back, 1)).as("%s %s", syntax, shape).isLessThan(12);
    }
}
