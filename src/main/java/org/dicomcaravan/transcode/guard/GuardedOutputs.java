package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.FrameOutputs;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.TranscodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of a transcoder, made under guard and checked. The first one is made at once, so that an instance that
 * can't become what is asked fails before anything of it is delivered; every other one when it is asked for.
 */
final class GuardedOutputs implements Outputs {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedOutputs.class);

    private final Supervisor supervisor;
    private final OpenedInstance instance;
    private final OutputCheck check;
    private final Outputs outputs;
    private Output ready;
    private boolean closed;

    private GuardedOutputs(
            Supervisor supervisor, OpenedInstance instance, OutputCheck check, Outputs outputs, Output first) {
        this.supervisor = supervisor;
        this.instance = instance;
        this.check = check;
        this.outputs = outputs;
        this.ready = first;
    }

    /** Starts the outputs of an instance; runs under guard. The result owns the instance. */
    static GuardedOutputs start(Supervisor supervisor, OpenedInstance instance, OutputFormat format, Outputs outputs)
            throws IOException, DicomException {
        OutputCheck check = new OutputCheck(supervisor.who(), format, instance);
        if (!outputs.hasNext()) {
            throw new TranscoderFault(supervisor.who() + " gave no output for this instance");
        }
        Output first = check.next(outputs.next(), supervisor);
        return new GuardedOutputs(supervisor, instance, check, outputs, first);
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (ready != null || outputs instanceof FrameOutputs) {
            return ready != null || outputs.hasNext();
        }
        return guarded(outputs::hasNext);
    }

    @Override
    public Output next() {
        if (closed) {
            throw new NoSuchElementException("the outputs are closed");
        }
        Output output = ready != null ? ready : guarded(() -> check.next(outputs.next(), supervisor));
        ready = null;
        return output;
    }

    private <T> T guarded(Guard.Work<T> work) {
        try {
            return supervisor.frame(work);
        } catch (IOException e) {
            throw new TranscodeException(e);
        } catch (DicomException e) {
            throw new TranscodeException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (instance) {
            check.close();
            if (!(outputs instanceof FrameOutputs)) {
                supervisor.frame(() -> {
                    outputs.close();
                    return null;
                });
            }
        } catch (IOException | DicomException e) {
            LOG.warn("{} failed when it was closed: {}", supervisor.who(), e.getMessage());
        }
    }
}
