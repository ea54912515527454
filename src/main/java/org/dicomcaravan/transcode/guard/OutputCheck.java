package org.dicomcaravan.transcode.guard;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.text.Quoted;
import org.dicomcaravan.transcode.BytesContent;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;

/**
 * Whether the outputs of an instance are what a transcoder may give: frames are there, ascend and none comes twice, a whole comes
 * alone, type and extension are those of the format, the length is none below 0. Contents that pass are guarded; all
 * that are still open are closed at the end.
 */
final class OutputCheck implements Closeable {

    private final Supervisor supervisor;
    private final String who;
    private final OutputFormat format;
    private final OpenedInstance instance;
    private final Deque<GuardedContent> open = new ArrayDeque<>();
    private int highest;
    private int last;
    private long bytes;
    private boolean whole;

    /** A check of the outputs of an instance. */
    OutputCheck(Supervisor supervisor, OutputFormat format, OpenedInstance instance) {
        this.supervisor = supervisor;
        this.who = supervisor.who();
        this.format = format;
        this.instance = instance;
    }

    /**
     * Checks the next output; runs under guard, since it asks the content for its length. Nothing of it is kept in mind
     * if that fails.
     */
    Output next(Output output) throws IOException, DicomException {
        if (output == null) {
            throw new TranscoderFault(who + " gave null instead of an output");
        }
        if (!output.contentType().equals(format.mimeType())
                || !output.extension().equals(format.extension())) {
            throw new TranscoderFault(who + " gave " + Quoted.of(output.contentType()) + " with extension "
                    + Quoted.of(output.extension()) + " instead of " + Quoted.of(format.mimeType()) + " with "
                    + Quoted.of(format.extension()));
        }
        checkFrame(output);
        long length = output.content().length();
        if (length < 0) {
            throw new TranscoderFault(who + " gave a content of " + length + " bytes");
        }
        instance.announce(bytes + length < 0 ? Long.MAX_VALUE : bytes + length);
        Content content = output.content();
        Output checked = new Output(
                output.frame(),
                output.contentType(),
                output.extension(),
                content instanceof BytesContent ? content : guard(content, length),
                output.rule());
        bytes += length;
        whole = output.frame().isEmpty();
        last = output.frame().orElse(0);
        return checked;
    }

    private void checkFrame(Output output) throws IOException {
        if (whole || (output.frame().isEmpty() && last > 0)) {
            throw new TranscoderFault(who + " gave the whole instance and something else beside it");
        }
        if (output.frame().isEmpty()) {
            return;
        }
        int frame = output.frame().getAsInt();
        if (frame <= last) {
            throw new TranscoderFault(
                    who + " gave frame " + frame + " after frame " + last + "; frames have to ascend");
        }
        if (highest == 0) {
            highest = instance.highestFrame();
        }
        if (frame > highest) {
            throw new TranscoderFault(who + " gave frame " + frame + " of an instance of " + highest);
        }
    }

    private GuardedContent guard(Content content, long length) {
        open.removeIf(GuardedContent::isClosed);
        GuardedContent guarded = new GuardedContent(content, length, supervisor);
        open.add(guarded);
        return guarded;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (GuardedContent content : open) {
            try {
                content.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
