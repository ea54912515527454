package org.dicomcaravan.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;

/** A plugin that ends the process at some instances, as a native library does that goes astray. */
public final class CrashingTranscoder implements Transcoder {

    /** What it makes of the others. */
    public static final String TYPE = "test/crash";

    private static final int SEGMENTATION_FAULT = 139;

    @Override
    public List<OutputType> produces() {
        return List.of(new OutputType(TYPE, ".txt", List.of()));
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        String uid = instance.uids().instance();
        if (crashesAt(uid)) {
            Runtime.getRuntime().halt(SEGMENTATION_FAULT);
        }
        Content content = Content.of(uid.getBytes(StandardCharsets.UTF_8));
        return Optional.of(Outputs.of(Output.whole(format, content, "")));
    }

    /** Whether this is the instance that ends the process. */
    public static boolean crashesAt(String uid) {
        return uid.endsWith(".57");
    }
}
