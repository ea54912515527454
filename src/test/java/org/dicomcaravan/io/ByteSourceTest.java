package org.dicomcaravan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.reading.Fragments;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {

    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @TempDir
    Path folder;

    @Test
    void readsRangesOfArraysAndFiles() throws Exception {
        Path file = Files.write(folder.resolve("bytes"), BYTES);
        try (ByteSource array = ByteSource.of(BYTES);
                ByteSource opened = ByteSource.of(file)) {
            for (ByteSource source : new ByteSource[] {array, opened}) {
                assertThat(source.size()).isEqualTo(10);
                assertThat(source.stream().readAllBytes()).isEqualTo(BYTES);
                assertThat(source.stream(3, 4).readAllBytes()).containsExactly(3, 4, 5, 6);
                assertThat(source.stream(8, 100).readAllBytes()).containsExactly(8, 9);
                assertThat(source.stream(10, 1).read()).isEqualTo(-1);
                assertThat(source.read(10, ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThatThrownBy(() -> source.readFully(8, ByteBuffer.allocate(3)))
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void readsBeyondFourGigabytes() throws Exception {
        Path file = folder.resolve("sparse");
        try (var channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(DicomWriter.toBytes(
                    new DataSetBuilder().text(Tag.MODALITY, VR.CS, "SM"), TransferSyntax.JPEG_BASELINE)));
            channel.write(ByteBuffer.wrap(
                    Bytes.of("E0 7F 10 00 'OB' 00 00 FF FF FF FF FE FF 00 E0 00 00 00 00 FE FF 00 E0 00 00 00 C0")));
            channel.position(channel.position() + 0xC000_0000L);
            channel.write(ByteBuffer.wrap(Bytes.of("FE FF 00 E0 00 00 00 C0")));
            channel.position(channel.position() + 0xC000_0000L - 2);
            channel.write(ByteBuffer.wrap(Bytes.of("FF D9 FE FF DD E0 00 00 00 00")));
        }
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            Fragments fragments =
                    object.dataSet().get(Tag.PIXEL_DATA).orElseThrow().fragments();
            assertThat(object.isCut()).isFalse();
            assertThat(fragments.size()).isEqualTo(2);
            assertThat(fragments.length(1)).isEqualTo(0xC000_0000L);
            PixelData pixels = PixelData.of(object).orElseThrow();
            assertThat(pixels.frameLength(0)).isEqualTo(0x1_8000_0000L);
            assertThatThrownBy(() -> pixels.frame(0)).isInstanceOf(DicomException.class);
            assertThat(object.source().stream(object.source().size() - 10, 2).readAllBytes())
                    .containsExactly(0xFF, 0xD9);
        }
    }
}
