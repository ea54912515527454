package org.dicomcaravan.samples;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.writing.DicomWriter;

/**
 * One file of the sample store.
 *
 * @param path inside the store, with {@code /} between folders
 * @param attributes its data set
 * @param syntax how it is written
 */
record Sample(String path, Attributes attributes, TransferSyntax syntax) {

    /** Character sets by the texts of Specific Character Set; ISO-2022-JP writes its escapes itself. */
    private static final Map<String, Charset> CHARSETS = Map.of(
            "ISO_IR 100",
            StandardCharsets.ISO_8859_1,
            "ISO_IR 126",
            Charset.forName("ISO-8859-7"),
            "ISO_IR 192",
            StandardCharsets.UTF_8,
            "\\ISO 2022 IR 87",
            Charset.forName("ISO-2022-JP"));

    /** One in Explicit VR Little Endian, as most are. */
    static Sample explicit(String path, Attributes attributes) {
        return new Sample(path, attributes, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** The bytes of the file. */
    byte[] file() throws IOException {
        return DicomWriter.toBytes(attributes.dataSet(CHARSETS.get(attributes.text("SpecificCharacterSet"))), syntax);
    }
}
