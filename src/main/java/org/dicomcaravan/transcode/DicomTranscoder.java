package org.dicomcaravan.transcode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;

/**
 * {@code application/dicom}: in transfer syntax {@code *}, and in the one that an instance is stored in, the stored
 * bytes.
 */
public final class DicomTranscoder implements Transcoder {

    /** Those that the export of the Cloud Healthcare API lists, below 1.2.840.10008.1.2. */
    private static final List<String> LISTED = List.of(
            "", ".1", ".1.99", ".4.50", ".4.51", ".4.57", ".4.70", ".4.80", ".4.81", ".4.90", ".4.91", ".4.110",
            ".4.111", ".4.112", ".4.201", ".4.202", ".4.203", ".5", ".8.1");

    @Override
    public String name() {
        return "dicom";
    }

    @Override
    public int order() {
        return BUILT_IN;
    }

    @Override
    public List<OutputType> produces() {
        return List.of(new OutputType(
                "application/dicom",
                ".dcm",
                Stream.concat(
                                Stream.of(OutputFormat.AS_STORED),
                                LISTED.stream().map(suffix -> "1.2.840.10008.1.2" + suffix))
                        .toList()));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        DicomObject dicom = instance.dicom();
        String stored = dicom.transferSyntax().uid();
        String asked = format.transferSyntax().orElse(OutputFormat.AS_STORED);
        if (!format.isAsStored() && !asked.equals(stored)) {
            throw DicomException.unsupported("transfer syntax " + stored + " can't be recoded to " + asked);
        }
        if (!dicom.hasPreamble() || dicom.fileMeta().isEmpty()) {
            throw DicomException.unsupported("the file has no preamble or no file meta information");
        }
        ByteSource source = dicom.source();
        return Optional.of(Outputs.of(Output.whole(format, new StreamedContent(source.size(), source::stream), "")));
    }
}
