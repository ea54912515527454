package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Fragments;
import org.dicomcaravan.io.ByteSource;

/**
 * Frames stored as codestreams in fragments (PS3.5 A.4). Which fragments make a frame: one frame takes all; as many
 * fragments as frames are one each; else the extended or the basic offset table says where frames start; else a
 * fragment that starts like a JPEG or JPEG 2000 codestream does.
 */
final class EncapsulatedFrames implements FrameStore {

    private static final int[] CODESTREAM_STARTS = {0xFFD8FF, 0xFF4FFF};

    private final ByteSource content;
    private final Fragments fragments;
    private final int frames;
    /** The first fragment of each frame, and the number of fragments; null where each frame is one fragment. */
    private final int[] starts;

    private EncapsulatedFrames(ByteSource content, Fragments fragments, int frames, int[] starts) {
        this.content = content;
        this.fragments = fragments;
        this.frames = frames;
        this.starts = starts;
    }

    static EncapsulatedFrames of(Element element, int frames, ByteSource content, DataSet data)
            throws IOException, DicomException {
        Fragments fragments = element.fragments();
        if (frames == 1 && fragments.size() > 0) {
            return new EncapsulatedFrames(content, fragments, 1, new int[] {0, fragments.size()});
        }
        if (fragments.size() == frames) {
            return new EncapsulatedFrames(content, fragments, frames, null);
        }
        int[] starts = fragments.size() < frames ? new int[0] : starts(element, fragments, frames, data);
        if (starts.length != frames) {
            throw DicomException.invalid(fragments.size() + " fragments do not make " + frames + " frames");
        }
        int[] all = Arrays.copyOf(starts, frames + 1);
        all[frames] = fragments.size();
        return new EncapsulatedFrames(content, fragments, frames, all);
    }

    private static int[] starts(Element element, Fragments fragments, int frames, DataSet data) throws IOException {
        long[] table = offsetTable(element, fragments, frames, data);
        ByteWindow window = element.dataSet().window();
        int[] starts = new int[fragments.size()];
        int count = 0;
        for (int i = 0; i < fragments.size(); i++) {
            boolean first = table != null
                    ? Arrays.binarySearch(table, fragments.tableOffset(i)) >= 0
                    : startsCodestream(window, fragments.offset(i), fragments.length(i));
            if (first) {
                starts[count++] = i;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static boolean startsCodestream(ByteWindow window, long at, long length) throws IOException {
        if (length < 3) {
            return false;
        }
        int first = window.u16(at, true) << 8 | window.u8(at + 2);
        return Arrays.stream(CODESTREAM_STARTS).anyMatch(start -> start == first);
    }

    /** The offsets of the table that counts, sorted; null if it has not one for each frame. */
    private static long[] offsetTable(Element element, Fragments fragments, int frames, DataSet data)
            throws IOException {
        Element extended = data.get(Tag.EXTENDED_OFFSET_TABLE).orElse(null);
        int entry = extended != null ? 8 : 4;
        long length = extended != null ? extended.length() : fragments.tableLength();
        long start = extended != null ? extended.valueOffset() : fragments.tableStart();
        if (length / entry != frames) {
            return null;
        }
        byte[] bytes = new byte[frames * entry];
        element.dataSet().window().read(start, bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] offsets = new long[frames];
        for (int i = 0; i < frames; i++) {
            offsets[i] = entry == 8 ? in.getLong() : in.getInt() & 0xFFFFFFFFL;
        }
        Arrays.sort(offsets);
        return offsets;
    }

    private int firstFragment(int frame) {
        return starts == null ? frame : starts[frame];
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public long length(int frame) {
        long length = 0;
        for (int i = firstFragment(frame); i < firstFragment(frame + 1); i++) {
            length += fragments.length(i);
        }
        return length;
    }

    @Override
    public InputStream open(int frame, boolean littleEndian) {
        return new FragmentStream(content, fragments, firstFragment(frame), firstFragment(frame + 1));
    }
}
