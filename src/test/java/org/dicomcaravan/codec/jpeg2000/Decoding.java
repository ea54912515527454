package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Decodes codestreams as frames of a data set, for tests. */
final class Decoding {

    private Decoding() {}

    /** Unsigned samples of all bits that are allocated. */
    static FrameShape shape(int rows, int columns, int samples, int allocated) {
        String colour = samples == 3 ? "RGB" : "MONOCHROME2";
        return new FrameShape(rows, columns, samples, allocated, allocated, allocated - 1, false, false, colour, false);
    }

    static DecodedFrame decode(byte[] codestream, FrameShape shape) throws IOException, DicomException {
        return new Jpeg2000Decoder().decode(codestream, shape, TransferSyntax.JPEG_2000);
    }

    /** Decodes a codestream that has samples of this kind. */
    static Picture decode(byte[] codestream, Picture like) throws IOException, DicomException {
        return like.of(decode(codestream, like.shape()));
    }

    static void equal(byte[] codestream, Picture expected) throws IOException, DicomException {
        assertThat(decode(codestream, expected).farthest(expected)).isZero();
    }

    static void fails(byte[] codestream, FrameShape shape, Reason reason, String message) {
        assertThatThrownBy(() -> decode(codestream, shape))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
