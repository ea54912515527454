package org.dicomcaravan.transcode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.PixelData;
import org.dicomcaravan.dicom.StoredFile;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * {@code application/dicom}: in transfer syntax {@code *}, and in the one that an instance is stored in, the stored
 * bytes; in any other one recoded, as far as there are codecs. All syntaxes may be asked for that the export of the
 * Cloud Healthcare API lists: whether an instance can be had in one is known with the instance.
 */
public final class DicomTranscoder implements Transcoder {

    /** Suffixes of 1.2.840.10008.1.2. */
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
        return Optional.of(Outputs.of(Output.whole(format, content(instance, format), "")));
    }

    private Content content(SourceInstance instance, OutputFormat format) throws IOException, DicomException {
        DicomObject dicom = instance.dicom();
        TransferSyntax stored = dicom.transferSyntax();
        TransferSyntax target = format.isAsStored()
                ? stored
                : TransferSyntax.of(format.transferSyntax().orElseThrow());
        boolean pixels = dicom.dataSet().elements().stream().anyMatch(element -> PixelData.isPixelTag(element.tag()));
        if (!pixels && target.isEncapsulated() && !target.equals(stored)) {
            target = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        }
        if (target.equals(stored)) {
            StoredFile file = StoredFile.of(dicom);
            return new StreamedContent(file.length(), file::open);
        }
        Supervisor supervisor =
                new Supervisor("transcoder " + name(), instance.guard(), instance.limits(), instance.progress());
        try {
            return new Recoding(instance, target, supervisor).content();
        } catch (DicomException e) {
            throw new DicomException(
                    e.reason(), "can't be recoded from " + stored + " to " + target + ": " + e.getMessage(), e);
        }
    }
}
