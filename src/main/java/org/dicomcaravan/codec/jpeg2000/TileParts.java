package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;

/** What the tile-parts of one tile have: its parameters, its packets, and the headers of these where they were packed. */
final class TileParts {

    /** Bytes of zeros or of ones that packets don't end with, whose last byte is of a codeword. */
    private static final int MOST_ALIKE = 4;

    private final byte[] codestream;
    private final Parameters main;
    private final List<int[]> ranges = new ArrayList<>(1);
    private final Map<Integer, byte[]> packed = new TreeMap<>();
    private final ByteArrayOutputStream packedInMain = new ByteArrayOutputStream(0);
    private Parameters own;
    private boolean separate;
    private boolean withoutEnd;
    private boolean open;

    TileParts(byte[] codestream, Parameters main) {
        this.codestream = codestream;
        this.main = main;
    }

    /** Those of the tile; of most tiles they are the main header's. */
    Parameters parameters() {
        return own == null ? main : own;
    }

    /** Those that the tile's own header changes. */
    Parameters ownParameters() {
        if (own == null) {
            own = new Parameters(main);
        }
        return own;
    }

    /** The packets of one more tile-part. */
    void add(int from, int to) {
        ranges.add(new int[] {from, to});
    }

    /**
     * Tells that its last tile-part is the codestream's last one, and EOC does not follow.
     *
     * @param lengthIsOpen whether nothing says where the tile-part ends
     */
    void endIsMissing(boolean lengthIsOpen) {
        withoutEnd = true;
        open = lengthIsOpen;
    }

    /**
     * Checks what is behind the last packet, where EOC is missing there, too: a codestream that was cut off and filled up,
     * mostly with zeros, would else be one of empty packets, or of code-blocks with other samples.
     *
     * @param packets that were read to the last one
     */
    void checkEnd(Stretch packets) throws DicomException {
        if (!withoutEnd || packets.isNext(Markers.EOC)) {
            return;
        }
        byte[] bytes = packets.bytes();
        int end = packets.position();
        int alike = 0;
        while (alike < end
                && bytes[end - 1 - alike] == bytes[end - 1]
                && (bytes[end - 1] == 0 || bytes[end - 1] == -1)) {
            alike++;
        }
        if (alike >= MOST_ALIKE || !open && packets.left() > 0) {
            throw DicomException.invalid("the JPEG 2000 codestream is cut off, and what is missing was filled up");
        }
    }

    /** Packet headers of PPT (A.7.5), in the order of their numbers. */
    void addPacked(int number, byte[] headers) throws DicomException {
        separate = true;
        if (packed.putIfAbsent(number, headers) != null) {
            throw DicomException.invalid(
                    "a JPEG 2000 tile with packed packet headers number %d twice".formatted(number));
        }
    }

    /** Packet headers that PPM has for one more tile-part. */
    void addPacked(byte[] headers) {
        separate = true;
        packedInMain.writeBytes(headers);
    }

    /** The packets, those of all tile-parts one after another. */
    Stretch packets() {
        if (ranges.size() == 1) {
            return new Stretch(codestream, ranges.get(0)[0], ranges.get(0)[1]);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int[] range : ranges) {
            all.write(codestream, range[0], range[1] - range[0]);
        }
        return Stretch.of(all.toByteArray());
    }

    /** The packets' headers: within the packets, unless they were packed. */
    Stretch headers(Stretch packets) {
        if (!separate) {
            return packets;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(packedInMain.toByteArray());
        packed.values().forEach(all::writeBytes);
        return Stretch.of(all.toByteArray());
    }
}
