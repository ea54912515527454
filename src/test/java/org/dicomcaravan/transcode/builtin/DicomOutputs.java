package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/** Small instances through the built-in transcoders, as {@code application/dicom}. */
abstract class DicomOutputs {

    final TranscoderChain chain = Chains.builtIn();

    static String in(String syntax) {
        return "application/dicom; transfer-syntax=" + syntax;
    }

    byte[] make(byte[] file, String mediaType) throws IOException, DicomException {
        var made = Chains.make(chain, file, mediaType);
        assertThat(made).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo(".dcm");
            assertThat(one.contentType()).isEqualTo("application/dicom");
        });
        return made.get(0).bytes();
    }

    static byte[] words(int count) {
        byte[] bytes = new byte[2 * count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    static SmallDicom grey16(String syntax, int side, byte[] samples) {
        return SmallDicom.instance(syntax).grey(side, side, 1, 16).element(0x7FE00010, "OW", samples);
    }

    static byte[] value(byte[] file, int tag) throws IOException, DicomException {
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            return object.dataSet().get(tag).orElseThrow().bytes();
        }
    }

    static String syntaxOf(byte[] file) throws IOException, DicomException {
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            assertThat(object.hasPreamble()).isTrue();
            return object.statedTransferSyntax().orElseThrow();
        }
    }
}
