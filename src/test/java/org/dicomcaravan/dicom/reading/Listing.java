package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import org.dicomcaravan.dicom.DicomException;

/** Everything that a file holds, element by element at every level, as one checksum. */
final class Listing {

    private final CRC32 checksum = new CRC32();
    private final StringBuilder lines = new StringBuilder();
    private int elements;
    private boolean cut;

    static Listing of(DicomObject object) throws IOException, DicomException {
        Listing listing = new Listing();
        listing.add(object.fileMeta(), 0);
        listing.add(object.dataSet(), 0);
        return listing;
    }

    int elements() {
        return elements;
    }

    /** Whether anything at any level is cut. */
    boolean isCut() {
        return cut;
    }

    String checksum() {
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    private void add(DataSet dataSet, int depth) throws IOException, DicomException {
        for (Element element : dataSet) {
            elements++;
            cut |= element.isCut() || element.items().isCut();
            String line = String.format(
                    Locale.ROOT,
                    "%d %08X %s %s%s\n",
                    depth,
                    element.tag(),
                    letters(element),
                    value(element),
                    element.isCut() ? " cut" : "");
            checksum.update(line.getBytes(StandardCharsets.US_ASCII));
            lines.append(line);
            for (int i = 0; i < element.items().size(); i++) {
                add(element.items().get(i), depth + 1);
            }
        }
    }

    private static String letters(Element element) {
        if (element.vrCode() == 0 && !element.dataSet().coding().explicit()) {
            return "";
        }
        char first = (char) (element.vrCode() >> 8);
        char second = (char) (element.vrCode() & 0xFF);
        return first < ' ' || first > '~' || second < ' ' || second > '~' ? "??" : "" + first + second;
    }

    private static String value(Element element) throws IOException, DicomException {
        if (element.isSequence()) {
            return "items=" + element.items().size();
        }
        if (element.isEncapsulated()) {
            Fragments fragments = element.fragments();
            StringBuilder lengths = new StringBuilder("fragments=" + fragments.tableLength());
            for (int i = 0; i < fragments.size(); i++) {
                lengths.append(',').append(fragments.length(i));
            }
            return lengths.toString();
        }
        byte[] bytes = element.bytes();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%d:%08x", bytes.length, crc.getValue());
    }
}
