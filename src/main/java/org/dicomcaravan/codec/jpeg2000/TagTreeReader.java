package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** A tag tree (B.10.2) as it becomes known bit by bit. */
final class TagTreeReader {

    private static final int KNOWN = 1 << 31;

    private final int[] columns;
    private final int[] first;

    /** By node, the leaves first: what its number is at least, and whether that is it. */
    private final int[] nodes;

    TagTreeReader(int columns, int rows) {
        int levels = 1;
        for (int c = columns, r = rows; c > 1 || r > 1; c = (c + 1) / 2, r = (r + 1) / 2) {
            levels++;
        }
        this.columns = new int[levels];
        this.first = new int[levels];
        int count = 0;
        int c = columns;
        int r = rows;
        for (int level = 0; level < levels; level++) {
            this.columns[level] = c;
            first[level] = count;
            count += c * r;
            c = (c + 1) / 2;
            r = (r + 1) / 2;
        }
        this.nodes = new int[count];
    }

    /**
     * Reads what is needed to know whether a leaf's number is less than a threshold.
     *
     * @return the number if it is; else the threshold
     * @throws DicomException INVALID where the bits end, or the number is larger than {@code most}
     */
    int read(int leaf, int threshold, int most, PacketBits bits) throws DicomException {
        int x = leaf % columns[0];
        int y = leaf / columns[0];
        int least = 0;
        int node = 0;
        for (int level = columns.length - 1; level >= 0; level--) {
            int index = first[level] + (y >> level) * columns[level] + (x >> level);
            node = nodes[index];
            if (node >= 0) {
                node = Math.max(node, least);
                while (node >= 0 && node < threshold) {
                    node = bits.next() == 1 ? node | KNOWN : node + 1;
                    if (node > most) {
                        throw DicomException.invalid("a number in a JPEG 2000 packet header is over " + most);
                    }
                }
                nodes[index] = node;
            }
            least = node & ~KNOWN;
        }
        return node < 0 && least < threshold ? least : threshold;
    }
}
