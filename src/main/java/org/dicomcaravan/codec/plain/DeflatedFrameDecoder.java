package org.dicomcaravan.codec.plain;

import java.io.InterruptedIOException;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Deflated Image Frame Compression (PS3.5 A.4.13): the samples, deflated (RFC 1951). A zlib wrapper (RFC 1950) around
 * them is against the rules, and read.
 */
public final class DeflatedFrameDecoder implements BuiltInDecoder {

    /** Deflate makes no more than 258 bytes of two bits. */
    private static final long BYTES_A_BYTE = 1032;

    /** Bytes that are inflated at a time: meanwhile nobody can interrupt it, nor collect garbage. */
    private static final int STRETCH = 1 << 20;

    @Override
    public String name() {
        return "deflated-frame";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.DEFLATED_FRAME.uid());
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        int bytes = PlainFrame.bytes(declared);
        if (bytes > BYTES_A_BYTE * codestream.length) {
            throw DicomException.invalid(
                    "%d deflated bytes can't hold a frame of %d".formatted(codestream.length, bytes));
        }
        byte[] samples = new byte[bytes];
        try {
            inflate(codestream, samples, !isWrapped(codestream));
        } catch (DataFormatException e) {
            throw new DicomException(
                    DicomException.Reason.INVALID, "the deflated frame is damaged: " + e.getMessage(), e);
        }
        return DecodedFrame.ofNative(samples, declared);
    }

    /**
     * Whether the first two bytes are zlib's header (RFC 1950 2.2). As deflate they would be a stored block, with bits
     * set that no compressor sets.
     */
    private static boolean isWrapped(byte[] codestream) {
        return codestream.length > 2
                && (codestream[0] & 0x8F) == 8
                && ((codestream[0] & 0xFF) << 8 | codestream[1] & 0xFF) % 31 == 0
                && (codestream[1] & 0x20) == 0;
    }

    /** Inflates to exactly as many bytes; one more may be there to make the length even. */
    private static void inflate(byte[] deflated, byte[] samples, boolean raw)
            throws DataFormatException, DicomException, InterruptedIOException {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(deflated);
            int there = 0;
            int read = 1;
            while (there < samples.length && read > 0) {
                Cancellation.check();
                read = inflater.inflate(samples, there, Math.min(STRETCH, samples.length - there));
                there += read;
            }
            if (there < samples.length) {
                throw DicomException.invalid(
                        "the deflated frame ends after %d bytes of %d".formatted(there, samples.length));
            }
            int more = inflater.inflate(new byte[2]);
            if (!inflater.finished()) {
                throw DicomException.invalid(
                        "the deflated frame is cut, or longer than the %d bytes of a frame".formatted(samples.length));
            }
            if (more > samples.length % 2) {
                throw DicomException.invalid(
                        "the deflated frame is longer than the %d bytes of a frame".formatted(samples.length));
            }
        } finally {
            inflater.end();
        }
    }
}
