package org.dicomcaravan.transcode.guard;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private final String who;
    private final OutputFormat format;
    private final OpenedInstance instance;
    private final Deque<GuardedContent> open = new ArrayDeque<>();
    private int highest;
    private int last;
    private boolean whole;

    /** A check of the outputs of an instance. */
    OutputCheck(String who, OutputFormat format, OpenedInstance instance) {
        this.who = who;
        this.format = format;
        this.instance = instance;
    }

    /** Checks the next output; runs under guard, since it asks the content for its length. */
    Output next(Output output, Supervisor supervisor) throws IOException {
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
        Content content = output.content();
        return new Output(
                output.frame(),
                output.contentType(),
                output.extension(),
                content instanceof BytesContent ? content : guard(content, length, supervisor),
                output.rule());
    }

    private void checkFrame(Output output) throws IOException {
        if (whole || (output.frame().isEmpty() && last > 0)) {
            throw new TranscoderFault(who + " gave the whole instance and something else beside it");
        }
        if (output.frame().isEmpty()) {
            whole = true;
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
        last = frame;
    }

    private GuardedContent guard(Content content, long length, Supervisor supervisor) {
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
