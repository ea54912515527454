package org.dicomcaravan.codec.plain;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4.11): the samples themselves, padded to an even length. */
public final class UncompressedDecoder implements BuiltInDecoder {

    @Override
    public String name() {
        return "encapsulated-uncompressed";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.ENCAPSULATED_UNCOMPRESSED.uid());
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        int bytes = PlainFrame.bytes(declared);
        if (codestream.length != bytes && codestream.length != bytes + bytes % 2) {
            throw DicomException.invalid("a frame of %d bytes, %d are expected".formatted(codestream.length, bytes));
        }
        return DecodedFrame.ofNative(Arrays.copyOf(codestream, bytes), declared);
    }
}
