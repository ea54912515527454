package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.io.WordSwapStream;

/** Pixel Data that takes the place of the stored one. */
interface NewPixels {

    /** The extended offset table and its lengths, in that order; empty if there are none. */
    byte[][] extendedTables() throws DicomException;

    /** Writes Pixel Data. */
    void write(ElementWriter writer, int bitsAllocated) throws IOException, DicomException;

    /** Frames as samples, one behind the other (PS3.5 8.1). */
    record Native(FrameSource frames) implements NewPixels {

        @Override
        public byte[][] extendedTables() {
            return new byte[0][];
        }

        @Override
        public void write(ElementWriter writer, int bitsAllocated) throws IOException, DicomException {
            long length = 0;
            for (int i = 0; i < frames.frames(); i++) {
                length += frames.length(i);
            }
            if (length > Element.UNDEFINED_LENGTH - 2) {
                throw DicomException.invalid("native Pixel Data of " + length + " bytes: its length has 32 bits");
            }
            VR vr = bitsAllocated > 8 ? VR.OW : VR.OB;
            writer.header(Tag.PIXEL_DATA, vr.code(), ElementWriter.even(length));
            for (int i = 0; i < frames.frames(); i++) {
                int frame = i;
                writer.output().copy(() -> littleEndian(writer, vr, frame), frames.length(i));
            }
            writer.pad(length, VR.OB);
        }

        private InputStream littleEndian(ElementWriter writer, VR vr, int frame) throws IOException, DicomException {
            InputStream in = frames.open(frame);
            return writer.coding().bigEndian() && vr == VR.OW ? new WordSwapStream(in, 2) : in;
        }
    }

    /** Frames as codestreams, a fragment each (PS3.5 A.4). */
    record Encapsulated(FrameSource frames) implements NewPixels {

        private static final long TABLE_LIMIT = Element.UNDEFINED_LENGTH;

        private boolean isExtended() {
            long offset = 0;
            for (int i = 0; i + 1 < frames.frames(); i++) {
                offset += 8 + ElementWriter.even(frames.length(i));
            }
            return offset > TABLE_LIMIT || frames.frames() > TABLE_LIMIT / 4;
        }

        @Override
        public byte[][] extendedTables() {
            if (!isExtended()) {
                return new byte[0][];
            }
            ByteBuffer offsets = ByteBuffer.allocate(8 * frames.frames()).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer lengths = ByteBuffer.allocate(8 * frames.frames()).order(ByteOrder.LITTLE_ENDIAN);
            long offset = 0;
            for (int i = 0; i < frames.frames(); i++) {
                long length = ElementWriter.even(frames.length(i));
                offsets.putLong(offset);
                lengths.putLong(length);
                offset += 8 + length;
            }
            return new byte[][] {offsets.array(), lengths.array()};
        }

        @Override
        public void write(ElementWriter writer, int bitsAllocated) throws IOException, DicomException {
            writer.header(Tag.PIXEL_DATA, VR.OB.code(), Element.UNDEFINED_LENGTH);
            basicOffsetTable(writer);
            for (int i = 0; i < frames.frames(); i++) {
                long length = frames.length(i);
                if (length > Element.UNDEFINED_LENGTH - 2) {
                    throw DicomException.invalid(
                            "frame " + (i + 1) + " of " + length + " bytes is too long a fragment");
                }
                int frame = i;
                writer.delimiter(Tag.ITEM, ElementWriter.even(length));
                writer.output().copy(() -> frames.open(frame), length);
                writer.pad(length, VR.OB);
            }
            writer.delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
        }

        private void basicOffsetTable(ElementWriter writer) throws IOException {
            if (isExtended()) {
                writer.delimiter(Tag.ITEM, 0);
                return;
            }
            ByteBuffer table = ByteBuffer.allocate(4 * frames.frames()).order(ByteOrder.LITTLE_ENDIAN);
            long offset = 0;
            for (int i = 0; i < frames.frames(); i++) {
                table.putInt((int) offset);
                offset += 8 + ElementWriter.even(frames.length(i));
            }
            writer.delimiter(Tag.ITEM, table.capacity());
            writer.output().write(table.array(), table.capacity());
        }
    }
}
