package org.dicomcaravan.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;

/**
 * A store of many tiny instances, made the same each time, with everything among them that costs a failure: files
 * without UIDs, repeated UIDs; and files that are no DICOM.
 */
final class TinyStore {

    private static final int SIDE = 4;

    final Path folder;
    /** Each instance's file by {@code STUDY/SERIES/INSTANCE}. */
    final Map<String, Path> instances = new TreeMap<>();

    int broken;
    int repeated;
    int ignored;
    /** Multi-frame instances that fail behind their third frame. */
    int cut;

    private TinyStore(Path folder) {
        this.folder = folder;
    }

    /** Makes a store of this many files of one frame each. */
    static TinyStore of(Path folder, int files) throws IOException {
        return make(folder, files, 1);
    }

    /** Makes a store of this many files; every fifth instance has many frames. */
    static TinyStore of(Path folder, int files, int frames) throws IOException {
        return make(folder, files, frames);
    }

    private static TinyStore make(Path folder, int files, int frames) throws IOException {
        TinyStore store = new TinyStore(folder);
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("%03d/%05d".formatted(i / 100, i));
            Files.createDirectories(file.getParent());
            Files.write(file, store.bytes(i, i % 5 == 4 ? frames : 1, file));
        }
        return store;
    }

    private byte[] bytes(int i, int frames, Path file) throws IOException {
        if (i % 83 == 5) {
            ignored++;
            return ("no DICOM " + i).getBytes(StandardCharsets.US_ASCII);
        }
        boolean again = i % 89 == 7 && instances.containsKey(key(i - 1));
        DataSetBuilder instance = instance(again ? i - 1 : i, i);
        if (i % 97 == 13) {
            broken++;
            return DicomWriter.toBytes(instance.remove(Tag.SERIES_INSTANCE_UID), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        }
        if (again) {
            repeated++;
        } else {
            instances.put(key(i), file);
        }
        return frames > 1 ? multiFrame(instance, i, frames, !again) : singleFrame(instance, i);
    }

    private static DataSetBuilder instance(int number, int content) {
        String[] uids = key(number).split("/");
        return new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7.2")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, uids[2])
                .text(0x00080060, VR.CS, "OT")
                .text(0x00100010, VR.PN, "Tiny^" + content)
                .text(Tag.STUDY_INSTANCE_UID, VR.UI, uids[0])
                .text(Tag.SERIES_INSTANCE_UID, VR.UI, uids[1])
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .numbers(Tag.ROWS, VR.US, SIDE)
                .numbers(Tag.COLUMNS, VR.US, SIDE)
                .numbers(Tag.BITS_ALLOCATED, VR.US, 8)
                .numbers(Tag.BITS_STORED, VR.US, 8)
                .numbers(Tag.HIGH_BIT, VR.US, 7)
                .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0);
    }

    /** {@code STUDY/SERIES/INSTANCE}. */
    static String key(int i) {
        return "1.2.3.%d/1.2.3.%d.%d/1.2.3.%d.%d.%d".formatted(i / 50, i / 50, i / 10, i / 50, i / 10, i);
    }

    private static byte[] singleFrame(DataSetBuilder instance, int i) throws IOException {
        return DicomWriter.toBytes(
                instance.bytes(Tag.PIXEL_DATA, VR.OB, samples(i, 0)), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** RLE, a fragment a frame; in some the fourth one is nonsense. */
    private byte[] multiFrame(DataSetBuilder instance, int i, int frames, boolean counts) throws IOException {
        boolean cutOff = i % 4 == 1;
        byte[][] fragments = new byte[frames][];
        for (int frame = 0; frame < frames; frame++) {
            fragments[frame] = cutOff && frame >= 3 ? new byte[] {99, 0, 0, 0} : rle(samples(i, frame));
        }
        cut += cutOff && counts ? 1 : 0;
        instance.text(Tag.NUMBER_OF_FRAMES, VR.IS, Integer.toString(frames)).encapsulatedPixels(new byte[0], fragments);
        return DicomWriter.toBytes(instance, TransferSyntax.RLE);
    }

    private static byte[] samples(int i, int frame) {
        byte[] samples = new byte[SIDE * SIDE];
        for (int at = 0; at < samples.length; at++) {
            samples[at] = (byte) (i * 31 + frame * 7 + at * 11);
        }
        return samples;
    }

    /** PS3.5 G: a header of 16 longs, the number of segments and their offsets; here one literal run (PackBits). */
    private static byte[] rle(byte[] samples) {
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 1).putInt(4, 64);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.array());
        out.write(samples.length - 1);
        out.writeBytes(samples);
        if (out.size() % 2 == 1) {
            out.write(0);
        }
        return out.toByteArray();
    }
}
