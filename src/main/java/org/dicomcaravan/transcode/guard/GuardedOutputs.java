package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.FrameOutputs;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.Outputs;
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
    private Output made;
    private Output ready;
    private boolean closed;

    private GuardedOutputs(Supervisor supervisor, OpenedInstance instance, OutputFormat format, Outputs outputs) {
        this.supervisor = supervisor;
        this.instance = instance;
        this.check = new OutputCheck(supervisor, format, instance);
        this.outputs = outputs;
    }

    /** Starts the outputs of an instance; runs under guard. The result owns the instance. */
    static GuardedOutputs start(Supervisor supervisor, OpenedInstance instance, OutputFormat format, Outputs outputs)
            throws IOException, DicomException {
        GuardedOutputs guarded = new GuardedOutputs(supervisor, instance, format, outputs);
        if (!outputs.hasNext()) {
            throw new TranscoderFault(supervisor.who() + " gave no output for this instance");
        }
        guarded.ready = guarded.make();
        return guarded;
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (ready != null || isRepeatable()) {
            return ready != null || outputs.hasNext();
        }
        return guarded(outputs::hasNext);
    }

    @Override
    public Output next() {
        if (closed) {
            throw new NoSuchElementException("the outputs are closed");
        }
        Output output = ready != null ? ready : guarded(this::make);
        ready = null;
        return output;
    }

    /** Makes the next output. What was made and not checked, when memory ran out, is checked again. */
    private Output make() throws IOException, DicomException {
        if (made == null) {
            made = outputs.next();
        }
        Output checked = check.next(made);
        made = null;
        return checked;
    }

    /** Whether outputs are ours: they fail without harm, and those that failed can be asked for again. */
    private boolean isRepeatable() {
        return outputs instanceof FrameOutputs;
    }

    private <T> T guarded(Crew.Work<T> work) {
        try {
            return isRepeatable() ? supervisor.repeatable(work) : supervisor.frame(work);
        } catch (IOException | DicomException e) {
            throw Supervisor.outputFailure(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (instance) {
            try {
                check.close();
            } finally {
                closeOutputs();
            }
        } catch (IOException | DicomException e) {
            LOG.warn("{} failed when it was closed: {}", supervisor.who(), e.getMessage());
        }
    }

    private void closeOutputs() throws IOException, DicomException {
        if (!isRepeatable()) {
            supervisor.frame(() -> {
                outputs.close();
                return null;
            });
        }
    }
}
