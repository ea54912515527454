package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.io.ByteSource;

/** Writes headers, delimiters and values in one coding (PS3.5 7.1, 7.5). */
final class ElementWriter {

    private static final byte[] NUL = {0};
    private static final byte[] SPACE = {' '};
    private static final int LONGEST_SHORT = 0xFFFE;

    private final EncodedOutput out;
    private final Coding coding;
    private final ByteBuffer header;

    ElementWriter(EncodedOutput out, Coding coding) {
        this.out = out;
        this.coding = coding;
        this.header =
                ByteBuffer.allocate(12).order(coding.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    Coding coding() {
        return coding;
    }

    EncodedOutput output() {
        return out;
    }

    /** The VR that a value of some length can be written with: UN where 16 bits don't hold it (PS3.5 6.2.2). */
    int fitting(int vrCode, long length) {
        VR vr = VR.of(vrCode);
        boolean fits = !coding.explicit() || (vr != null && vr.hasLongLength()) || length <= LONGEST_SHORT;
        return fits ? vrCode : VR.UN.code();
    }

    /** An element's header; the length is even, and fits the VR. */
    void header(int tag, int vrCode, long length) throws IOException {
        header.clear();
        header.putShort((short) (tag >>> 16)).putShort((short) tag);
        VR vr = VR.of(vrCode);
        if (!coding.explicit()) {
            header.putInt((int) length);
        } else {
            header.put((byte) (vrCode >> 8)).put((byte) vrCode);
            if (vr != null && vr.hasLongLength()) {
                header.putShort((short) 0).putInt((int) length);
            } else {
                header.putShort((short) length);
            }
        }
        out.write(header.array(), header.position());
    }

    /** An item, an item's or a sequence's delimiter: a tag and a length. */
    void delimiter(int tag, long length) throws IOException {
        header.clear();
        header.putShort((short) (tag >>> 16)).putShort((short) tag).putInt((int) length);
        out.write(header.array(), 8);
    }

    void pad(long length, VR vr) throws IOException {
        if (length % 2 != 0) {
            out.write(vr != null && vr.padding() == ' ' ? SPACE : NUL, 1);
        }
    }

    /** A whole element whose value is in little endian. */
    void element(int tag, VR vr, byte[] littleEndian) throws IOException {
        element(tag, vr, new ByteWindow(ByteSource.of(littleEndian)));
    }

    /** A whole element whose value, in little endian, is all of a source. */
    void element(int tag, VR vr, ByteWindow littleEndian) throws IOException {
        long length = littleEndian.size();
        int code = fitting(vr.code(), even(length));
        header(tag, code, even(length));
        out.copy(littleEndian, 0, length, coding.bigEndian() && code != VR.UN.code() ? vr.wordSize() : 1);
        pad(length, vr);
    }

    static long even(long length) {
        return length + length % 2;
    }
}
