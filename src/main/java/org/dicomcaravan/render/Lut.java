package org.dicomcaravan.render;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;

/**
 * A lookup table of the modality, VOI or palette kind (PS3.3 C.11.1.1.1, C.11.2.1.1, C.7.6.3.1.5). Not changed after it
 * is made.
 *
 * @param first the value that the first entry stands for
 * @param bits bits of an entry, 1 to 16; for a segmented palette whatever its descriptor says
 * @param entries 1 to 65,536 of them, unsigned
 */
record Lut(int first, int bits, char[] entries) {

    static final int MOST_ENTRIES = 65536;
    static final int MOST_BYTES = 64 * MOST_ENTRIES;
    private static final int DESCRIPTOR_BYTES = 6;

    /** What a LUT descriptor says. */
    record Descriptor(int count, int first, int bits) {

        /** Empty where it is absent or too short. */
        static Optional<Descriptor> of(DataSet data, int tag, boolean signedPixels) throws IOException {
            Optional<Element> found = data.get(tag);
            if (found.isEmpty()
                    || found.get().length() < DESCRIPTOR_BYTES
                    || found.get().length() > MOST_ENTRIES) {
                return Optional.empty();
            }
            ByteBuffer words = Attributes.ordered(found.get());
            if (words.remaining() < DESCRIPTOR_BYTES) {
                return Optional.empty();
            }
            int count = Short.toUnsignedInt(words.getShort());
            short first = words.getShort();
            VR vr = found.get().vr().orElse(VR.UN);
            boolean signed = vr == VR.SS || vr == VR.UN && signedPixels;
            return Optional.of(new Descriptor(
                    count == 0 ? MOST_ENTRIES : count,
                    signed ? first : Short.toUnsignedInt(first),
                    Short.toUnsignedInt(words.getShort())));
        }
    }

    /** The table of these two attributes; empty where it does not hold what its descriptor says. */
    static Optional<Lut> of(DataSet data, int descriptorTag, int contentTag, boolean signedPixels) throws IOException {
        Optional<Descriptor> descriptor = Descriptor.of(data, descriptorTag, signedPixels);
        Optional<Element> content = data.get(contentTag);
        if (descriptor.isEmpty() || content.isEmpty() || !isReadable(content.get())) {
            return Optional.empty();
        }
        int count = descriptor.get().count();
        int bits = descriptor.get().bits();
        if (bits < 1 || bits > 16) {
            return Optional.empty();
        }
        byte[] bytes = content.get().head(MOST_BYTES);
        if (bytes.length >= 2 * count) {
            return Optional.of(new Lut(descriptor.get().first(), bits, words(content.get(), bytes, count)));
        }
        if (bytes.length >= count && bits <= 8) {
            return Optional.of(new Lut(descriptor.get().first(), bits, bytes(content.get(), bytes, count)));
        }
        return Optional.empty();
    }

    /** Whether a table's data has a size that a table can have, with room for what only a sloppy writer appends. */
    static boolean isReadable(Element content) {
        return content.length() <= MOST_BYTES;
    }

    /** So many 16-bit entries. */
    static char[] words(Element element, byte[] value, int count) {
        char[] entries = new char[count];
        ByteBuffer.wrap(value).order(Attributes.order(element)).asCharBuffer().get(entries);
        return entries;
    }

    /** So many 8-bit entries, the first in the low byte of a word. */
    static char[] bytes(Element element, byte[] value, int count) {
        boolean swapped = element.isBigEndian() && element.vr().orElse(VR.OB) != VR.OB;
        char[] entries = new char[count];
        for (int i = 0; i < count; i++) {
            int at = swapped ? Math.min(i ^ 1, value.length - 1) : i;
            entries[i] = (char) (value[at] & 0xFF);
        }
        return entries;
    }

    /** The entry for an integer, the end entries beyond the ends. */
    char at(long x) {
        return entries[(int) Math.min(Math.max(x - first, 0), entries.length - 1)];
    }

    /** The entries as samples of 0 to 255: entry · 255 / (2^bits − 1), halves up, inverted before rounding if asked. */
    byte[] samples(boolean inverted) {
        int top = (1 << bits) - 1;
        byte[] samples = new byte[entries.length];
        for (int i = 0; i < samples.length; i++) {
            int entry = Math.min(entries[i], top);
            samples[i] = (byte) Samples.scaled(inverted ? top - entry : entry, top);
        }
        return samples;
    }
}
