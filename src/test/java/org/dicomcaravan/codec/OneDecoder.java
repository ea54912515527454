package org.dicomcaravan.codec;

import java.util.List;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * A decoder of one transfer syntax, which does what a test wants it to do.
 *
 * @param syntax its UID
 */
public record OneDecoder(String syntax, Decoding decoding) implements FrameDecoder {

    /** What it does. */
    @FunctionalInterface
    public interface Decoding {
        DecodedFrame decode(byte[] codestream, FrameShape declared) throws DicomException;
    }

    /** Codecs of which there is only this one. */
    public static Codecs codecs(String syntax, Decoding decoding) {
        return Codecs.of(List.of(new OneDecoder(syntax, decoding)), List.of());
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(syntax);
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax stored) throws DicomException {
        return decoding.decode(codestream, declared);
    }
}
