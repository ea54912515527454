package org.dicomcaravan.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;

/** A plugin that makes a small text of each instance: its SOP Instance UID. */
public final class SidecarTranscoder implements Transcoder {

    /** What it makes. */
    public static final String TYPE = "test/sidecar";

    @Override
    public List<OutputType> produces() {
        return List.of(new OutputType(TYPE, ".txt", List.of()));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        byte[] text = instance.uids().instance().getBytes(StandardCharsets.UTF_8);
        return Optional.of(Outputs.of(Output.whole(format, Content.of(text), "")));
    }
}
