package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;

/** What the tile-parts of one tile have: its parameters, its packets, and the headers of these where they were packed. */
final class TileParts {

    private final byte[] codestream;
    private final Parameters parameters;
    private final List<int[]> ranges = new ArrayList<>();
    private final Map<Integer, byte[]> packed = new TreeMap<>();
    private final ByteArrayOutputStream packedInMain = new ByteArrayOutputStream();
    private boolean separate;

    TileParts(byte[] codestream, Parameters main) {
        this.codestream = codestream;
        this.parameters = new Parameters(main);
    }

    Parameters parameters() {
        return parameters;
    }

    /** The packets of one more tile-part. */
    void add(int from, int to) {
        ranges.add(new int[] {from, to});
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
