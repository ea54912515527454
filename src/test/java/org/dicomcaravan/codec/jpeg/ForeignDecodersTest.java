package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.TestFiles;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other programs decode the same samples as we do: DCMTK real files of 12 bits, within one level, and libjpeg what our
 * encoder writes.
 */
class ForeignDecodersTest {

    @TempDir
    private Path folder;

    private final Codecs codecs = Codecs.load(getClass().getClassLoader());

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

    static Stream<Arguments> dcmdjpeg() {
        return ForeignTool.forms("dcmdjpeg")
                .flatMap(tool -> (tool.isInstalled() ? Corpus.all() : Stream.of(Corpus.OWN))
                        .map(corpus -> Arguments.of(tool, corpus)));
    }

    @Tag("environment")
    @ParameterizedTest
    @MethodSource("dcmdjpeg")
    void realFilesOfTwelveBits(ForeignTool tool, Corpus corpus) throws Exception {
        int compared = 0;
        for (Corpus.Indexed file : corpus.index()) {
            if (file.syntax().equals(TransferSyntax.JPEG_EXTENDED.uid()) && tool.decodes(corpus.file(file.path()))) {
                compared += compare(corpus.file(file.path()), tool.decoded(corpus.file(file.path()), folder));
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2);
    }

    /** How many files were compared: one, or none where it has eight bits. */
    private int compare(Path file, Path decoded) throws IOException, DicomException {
        try (DicomObject ours = DicomObject.open(ByteSource.of(file));
                DicomObject theirs = DicomObject.open(ByteSource.of(decoded))) {
            FrameReader reader = FrameReader.of(ours, codecs);
            if (reader.shape().bitsAllocated() == Byte.SIZE) {
                return 0;
            }
            PixelData pixels = PixelData.of(theirs).orElseThrow();
            for (int frame = 0; frame < reader.frames(); frame++) {
                byte[] expected = pixels.openLittleEndianFrame(frame).readAllBytes();
                assertThat(farthest(reader.samples(frame).samples(), expected, 2))
                        .as(file.toString())
                        .isLessThanOrEqualTo(1);
            }
            return 1;
        }
    }

    /** E1 and E2 of ISO/IEC 10918-2 are one picture, interleaved and not; C1 and C2 one of 8 bits. */
    @Test
    void streamsOfTheStandardAgree() throws Exception {
        byte[] interleaved = decode(TestFiles.jpegCompliance("p4/E1.JPG"), 2);
        assertThat(decode(TestFiles.jpegCompliance("p4/E2.JPG"), 2)).isEqualTo(interleaved);
        assertThat(interleaved).hasSize(2 * 4 * 255 * 257);
        byte[] eight = decode(TestFiles.jpegCompliance("p2/C1.JPG"), 1);
        assertThat(decode(TestFiles.jpegCompliance("p2/C2.JPG"), 1)).isEqualTo(eight);
        assertThat(decode(TestFiles.jpegCompliance("p1/A1.JPG"), 1)).isEqualTo(eight);
    }

    private static byte[] decode(Path file, int wordBytes) throws IOException, DicomException {
        return DctDecoder.decode(JpegCodestream.parse(Files.readAllBytes(file)), wordBytes);
    }

    static Stream<ForeignTool> djpeg() {
        return ForeignTool.forms("djpeg");
    }

    /** Baseline and extended of 8 bits: djpeg has the samples that we have, grey and, back in RGB, colour. */
    @ParameterizedTest
    @MethodSource("djpeg")
    void whatIsWrittenWithEightBits(ForeignTool tool) throws Exception {
        for (TransferSyntax syntax : List.of(TransferSyntax.JPEG_BASELINE, TransferSyntax.JPEG_EXTENDED)) {
            for (int samples : new int[] {1, 3}) {
                for (int columns : new int[] {1, 8, 33, 130}) {
                    check(tool, syntax, samples, columns, 5 + columns / 2);
                }
            }
        }
    }

    private void check(ForeignTool tool, TransferSyntax syntax, int samples, int columns, int rows) throws Exception {
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
        EncodedFrame encoded = encoder.encode(frame, shape, syntax);
        byte[] ours = decodedFile(encoded, shape, syntax);
        assertThat(farthest(bytes, ours, 1)).as("%s %s", syntax, shape).isLessThan(12);
        tool.decodes(syntax + " " + shape, encoded.codestream(), ours, () -> {
            Path file = Files.write(folder.resolve("frame.jpg"), encoded.codestream());
            Path picture = folder.resolve("frame.pnm");
            tool.run(folder, "-pnm", "-outfile", picture.toString(), file.toString());
            byte[] pnm = Files.readAllBytes(picture);
            return Arrays.copyOfRange(pnm, pnm.length - bytes.length, pnm.length);
        });
    }

    /** As an export has them: in RGB. */
    private byte[] decodedFile(EncodedFrame encoded, FrameShape shape, TransferSyntax syntax)
            throws IOException, DicomException {
        byte[] codestream = encoded.codestream();
        TestFile file = TestFile.image(shape.rows(), shape.columns(), 8, 8, encoded.photometricInterpretation())
                .us(0x00280002, shape.samplesPerPixel())
                .fragments(Arrays.copyOf(codestream, codestream.length + codestream.length % 2));
        if (shape.samplesPerPixel() > 1) {
            file.us(0x00280006, 0);
        }
        try (DicomObject object = DicomObject.open(ByteSource.of(file.file(syntax.uid())))) {
            return FrameReader.of(object, codecs).samples(0).samples();
        }
    }
}
