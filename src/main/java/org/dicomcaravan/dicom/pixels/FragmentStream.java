package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.reading.Fragments;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.io.ByteSource;

/** The bytes of consecutive fragments, without what is between them. */
final class FragmentStream extends BlockStream {

    private final ByteSource content;
    private final Fragments fragments;
    private final int end;
    private int next;
    private InputStream current = InputStream.nullInputStream();

    FragmentStream(ByteSource content, Fragments fragments, int start, int end) {
        this.content = content;
        this.fragments = fragments;
        this.next = start;
        this.end = end;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = current.read(into, offset, length);
        while (count < 0 && next < end) {
            current = content.stream(fragments.offset(next), fragments.length(next));
            next++;
            count = current.read(into, offset, length);
        }
        return count;
    }
}
