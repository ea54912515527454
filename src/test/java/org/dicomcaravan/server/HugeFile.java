package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;

/** An instance of zeros, longer than an int can count, that takes no room on the disk. */
final class HugeFile {

    /** The side that stands for one frame. */
    static final int ONE_FRAME = 0;

    /** A little over two gigabytes. */
    private static final long LENGTH = 9L << 28;

    private HugeFile() {}

    /** 16-bit pixels, in Explicit VR Little Endian, in one frame or in many of this side. */
    static Path write(Path folder, int side) throws IOException {
        long rows = side == ONE_FRAME ? 36 * 1024 : side;
        long columns = side == ONE_FRAME ? 32 * 1024 : side;
        long frames = LENGTH / (2 * rows * columns);
        DataSetBuilder instance = new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7.2")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4." + frames)
                .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4")
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .text(Tag.NUMBER_OF_FRAMES, VR.IS, Long.toString(frames))
                .numbers(Tag.ROWS, VR.US, rows)
                .numbers(Tag.COLUMNS, VR.US, columns)
                .numbers(Tag.BITS_ALLOCATED, VR.US, 16)
                .numbers(Tag.BITS_STORED, VR.US, 16)
                .numbers(Tag.HIGH_BIT, VR.US, 15)
                .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0);
        ByteBuffer pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        pixels.putShort((short) 0x7FE0).putShort((short) 0x0010).put((byte) 'O').put((byte) 'W');
        pixels.putShort((short) 0).putInt((int) LENGTH).flip();
        Path file = Files.createDirectories(folder).resolve("huge.dcm");
        Files.write(file, DicomWriter.toBytes(instance, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = channel.size();
            channel.write(pixels, end);
            channel.write(ByteBuffer.wrap(new byte[1]), end + pixels.limit() + LENGTH - 1);
        }
        return folder;
    }
}
