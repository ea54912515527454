package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.writing.StoredFile;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SourceInstance;

/**
 * {@code application/dicom}: in transfer syntax {@code *}, and in the one that an instance is stored in, the stored
 * bytes; in any other one recoded. It offers the native syntaxes that are written today, and every other one that a
 * codec encodes.
 */
public final class DicomTranscoder implements BuiltInTranscoder {

    /** Big endian is retired (PS3.5 A.3): it is read, and written no more. */
    private static final List<TransferSyntax> NATIVE = List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, TransferSyntax.DEFLATED);

    @Override
    public String name() {
        return "dicom";
    }

    @Override
    public List<OutputType> produces() {
        return List.of(new OutputType("application/dicom", ".dcm", syntaxes(Stream.empty())));
    }

    @Override
    public List<OutputType> produces(Codecs codecs) {
        return List.of(new OutputType("application/dicom", ".dcm", syntaxes(codecs.encodable().stream())));
    }

    private static List<String> syntaxes(Stream<String> encoded) {
        Stream<String> unencoded =
                Stream.concat(Stream.of(OutputFormat.AS_STORED), NATIVE.stream().map(TransferSyntax::uid));
        return Stream.concat(unencoded, encoded).toList();
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        return Optional.of(Outputs.of(Output.whole(format, content(instance, format), "")));
    }

    private Content content(SourceInstance instance, OutputFormat format) throws IOException, DicomException {
        StoredFile file = instance.file();
        TransferSyntax stored = file.transferSyntax();
        TransferSyntax target = format.isAsStored()
                ? stored
                : TransferSyntax.of(format.transferSyntax().orElseThrow());
        if (!target.equals(stored) && target.isEncapsulated() && !hasPixels(instance)) {
            target = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        }
        if (target.equals(stored)) {
            return new StreamedContent(file.length(), file::open);
        }
        try {
            return new Recoding(instance, target).content();
        } catch (DicomException e) {
            throw new DicomException(
                    e.reason(), "can't be recoded from " + stored + " to " + target + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasPixels(SourceInstance instance) throws IOException, DicomException {
        return instance.dicom().dataSet().elements().stream().anyMatch(element -> Tag.isPixelData(element.tag()));
    }
}
