package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

/** What the codestream says, and how long it is; {@link LossyOpenJpegTest} decodes it. */
class HtJpeg2000EncoderTest extends LossyEncoders {

    HtJpeg2000EncoderTest() {
        super(new HtJpeg2000Encoder(), TransferSyntax.HTJ2K, "ISO_15444_15");
    }

    @Override
    EncodedFrame encode(TestFrame frame, int ratio) throws IOException, DicomException {
        return frame.encodeFastWithLoss(ratio);
    }

    @Test
    void theHeaderSaysThatItIsHighThroughput() throws IOException, DicomException {
        byte[] codestream = TestFrame.grey(1, 1, 8, 8, false, 129, 129)
                .encodeFastWithLoss(10)
                .codestream();
        assertThat(codestream)
                .asHexString()
                .startsWith(
                        "FF4F" // SOC
                                + "FF510029400000000001000000010000000000000000" // SIZ: as CAP says; 1 x 1 at 0, 0
                                + "000000010000000100000000000000000001" // one tile of 1 x 1, one component
                                + "070101" // 8 bits, unsigned, not subsampled
                                + "FF500008000200000022" // CAP: Part 15; 8 + 2 bit-planes, irreversible
                                + "FF52000C00000001000004044000" // COD: LRCP, 1 layer, no levels, 64 x 64, HT, 9/7
                                + "FF5C0005424800" // QCD: expounded, 2 guard bits, exponent 9, mantissa 0: steps of 1/2
                                + "FF90000A0000"); // SOT
    }

    /** A frame that is all noise, or has no wavelet that could make it smaller, is not given up for its rate. */
    @Test
    void somethingIsLeftOfThePicture() throws IOException, DicomException {
        TestFrame thin = TestFrame.flat(new FrameShape(1, 9000, 3, 8, 7, 6, false, false, "RGB", false), 98);
        DecodedFrame decoded = new Jpeg2000Decoder()
                .decode(thin.encodeFastWithLoss(100).codestream(), thin.shape(), TransferSyntax.HTJ2K);
        for (byte sample : decoded.samples()) {
            assertThat((int) sample).isCloseTo(98, within(16));
        }
    }
}
