package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

class JpegLsRoundTripTest {

    @Property(tries = 400)
    @SuppressWarnings("checkstyle:ParameterNumber") // what a frame may be
    void losslessSamplesComeBack(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns,
            @ForAll @IntRange(min = 1, max = 3) int components,
            @ForAll @IntRange(min = 1, max = 16) int stored,
            @ForAll boolean wide,
            @ForAll boolean signed,
            @ForAll boolean unusedBits,
            @ForAll @IntRange(min = 0, max = 3) int texture,
            @ForAll long seed)
            throws IOException, DicomException {
        int allocated = wide || stored > 8 ? 16 : 8;
        FrameShape shape = Pictures.shape(rows, columns, components, allocated, stored, signed);
        byte[] samples = Pictures.words(shape, texture, unusedBits, new Random(seed));

        EncodedFrame encoded =
                new JpegLsEncoder().encode(Pictures.frame(shape, samples), shape, TransferSyntax.JPEG_LS);
        DecodedFrame decoded = new JpegLsDecoder().decode(encoded.codestream(), shape, TransferSyntax.JPEG_LS);

        assertThat(encoded.lossyMethod()).isEmpty();
        assertThat(decoded.samples()).isEqualTo(samples);
        assertThat(decoded.signed()).isEqualTo(signed);
    }

    @Property(tries = 400)
    @SuppressWarnings("checkstyle:ParameterNumber") // what a frame may be
    void nearLosslessSamplesStayNear(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns,
            @ForAll @IntRange(min = 1, max = 3) int components,
            @ForAll @IntRange(min = 2, max = 16) int stored,
            @ForAll @IntRange(min = 1, max = 255) int near,
            @ForAll boolean small,
            @ForAll boolean signed,
            @ForAll boolean unusedBits,
            @ForAll @IntRange(min = 0, max = 3) int texture,
            @ForAll long seed)
            throws IOException, DicomException {
        int tolerance = small ? near % 8 : near;
        FrameShape shape = Pictures.shape(rows, columns, components, stored > 8 ? 16 : 8, stored, signed);
        byte[] samples = Pictures.words(shape, texture, unusedBits, new Random(seed));
        JpegLsEncoder encoder = new JpegLsEncoder();
        encoder.configure(Map.of("near", Integer.toString(tolerance)));

        EncodedFrame encoded =
                encoder.encode(Pictures.frame(shape, samples), shape, TransferSyntax.JPEG_LS_NEAR_LOSSLESS);
        DecodedFrame decoded =
                new JpegLsDecoder().decode(encoded.codestream(), shape, TransferSyntax.JPEG_LS_NEAR_LOSSLESS);

        assertThat(encoded.lossyMethod().isPresent()).isEqualTo(tolerance > 0);
        for (int i = 0; i < samples.length * 8 / shape.bitsAllocated(); i++) {
            int before = Pictures.value(samples, i, shape);
            int after = Pictures.value(decoded.samples(), i, shape);
            assertThat(Math.abs(before - after)).as("sample %d, %d", i, before).isLessThanOrEqualTo(tolerance);
        }
    }
}
