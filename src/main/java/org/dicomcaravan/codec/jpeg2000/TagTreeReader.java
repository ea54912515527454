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
     * @return -1 if it is; else the highest level, 0 for the leaves, whose node above it has no leaf with one that is less
     * @throws DicomException INVALID where the bits end
     */
    int reaches(int x, int y, int threshold, PacketBits bits) throws DicomException {
        int least = 0;
        for (int level = columns.length - 1; level >= 0; level--) {
            int node = read(level, x, y, least, threshold, bits);
            least = node & ~KNOWN;
            if (least >= threshold) {
                return level;
            }
        }
        return -1;
    }

    /**
     * Reads a leaf's number.
     *
     * @throws DicomException INVALID where the bits end, or it is larger than {@code most}
     */
    int read(int x, int y, int most, PacketBits bits) throws DicomException {
        int least = 0;
        for (int level = columns.length - 1; level >= 0; level--) {
            least = read(level, x, y, least, most + 1, bits) & ~KNOWN;
            if (least > most) {
                throw DicomException.invalid("a number in a JPEG 2000 packet header is over " + most);
            }
        }
        return least;
    }

    private int read(int level, int x, int y, int least, int threshold, PacketBits bits) throws DicomException {
        int index = first[level] + (y >> level) * columns[level] + (x >> level);
        int node = nodes[index];
        if (node >= 0) {
            node = Math.max(node, least);
            while (node >= 0 && node < threshold) {
                node = bits.next() == 1 ? node | KNOWN : node + 1;
            }
            nodes[index] = node;
        }
        return node;
    }
}
