package org.dicomcaravan.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/** A real file, decoded whole. */
public final class RealFile {

    private RealFile() {}

    /** SHA-256 of the samples of all its frames, one behind the other, in hexadecimal. */
    public static String sha256(Path file, FrameDecoder decoder)
            throws IOException, DicomException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            FrameReader reader = FrameReader.of(object, Codecs.of(List.of(decoder), List.of()));
            for (int frame = 0; frame < reader.frames(); frame++) {
                digest.update(reader.decode(frame).samples());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
