package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.FrameMemory;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.StoppedException;
import org.dicomcaravan.transcode.Transcoder;

/**
 * All transcoders, in the order in which they are asked: by {@link Transcoder#order}, which is 0 for a plugin and
 * {@value Transcoder#BUILT_IN} for the built-in ones unless they say otherwise; where that is equal, by the name of the
 * jar. The first that produces what is asked for and does not decline has the instance. Whatever a transcoder does, an
 * instance costs no more than an exception. Thread-safe.
 */
public final class TranscoderChain {

    private final Registrations registrations;
    private final Formats formats;
    private final Guard guard;
    private final Codecs codecs;
    private final Limits limits;
    private final FrameMemory frames;

    private TranscoderChain(Registrations registrations, Guard guard, Codecs codecs, Limits limits) {
        this.registrations = registrations;
        this.formats = registrations.formats();
        this.guard = guard;
        this.codecs = codecs;
        this.limits = limits;
        this.frames = FrameMemory.ofHeap(limits.frameBytes());
    }

    /** The built-in transcoders and those that a class loader knows ({@link PluginFolder#loader}). */
    public static TranscoderChain load(ClassLoader loader, Codecs codecs, Limits limits) {
        return load(loader, codecs, limits, SiteSettings.none());
    }

    /**
     * The same, with settings for {@link Transcoder#configure}: {@code jpeg.quality} is the setting {@code quality} of
     * the transcoder named {@code jpeg}.
     */
    public static TranscoderChain load(ClassLoader loader, Codecs codecs, Limits limits, SiteSettings settings) {
        Guard guard = new Guard(limits, loader);
        Codecs guarded = new GuardedCodecs(guard, limits.perFrame()).of(codecs);
        return new TranscoderChain(Registrations.find(loader, guard, guarded, settings), guard, guarded, limits);
    }

    /** A line for each transcoder, in the order in which they are asked: name, where it is from, what it produces. */
    public List<String> transcoders() {
        return registrations.list().stream()
                .map(one -> one + ": "
                        + one.types().stream()
                                .map(OutputType::mimeType)
                                .distinct()
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    /** All that work, in the order in which they are asked. */
    public List<InstalledPlugin> installed() {
        return registrations.list().stream().map(Registration::installed).toList();
    }

    /** A line for each type that more than one transcoder claims, naming who wins. For the log, at start. */
    public List<String> conflicts() {
        return registrations.conflicts();
    }

    /** A line for each transcoder that could not be used, and why. For the log, at start. */
    public List<String> problems() {
        return registrations.problems();
    }

    /** Everything that can be asked for, as requests write it: sorted by type, then in the order of the transcoders. */
    public List<String> mediaTypes() {
        return formats.mediaTypes();
    }

    /**
     * What a request asks for.
     *
     * @throws IllegalArgumentException if nobody produces it; the message names the type or transfer syntax, what there
     *     is, and nothing of the server's inside
     */
    public OutputFormat require(MediaType media) {
        return formats.require(media);
    }

    /** The number of calls that were late or not wanted any more, were left behind, and still run. */
    public int hangingCalls() {
        return guard.hanging();
    }

    /**
     * Turns an instance into a format. The first output is made at once, the others when they are asked for.
     *
     * @param source the stored instance; it belongs to the outputs from now on, which close it, as a failure does
     * @param stopping asked ten times a second by whatever thread is at the instance, its outputs and their contents; once
     *     it says yes, what is going on ends within a second or two by a {@link StoppedException}. An exception of it
     *     means no
     * @throws DicomException if the instance can't become that
     * @throws StoppedException if it is to stop, or the thread is interrupted
     * @throws IOException if it can't be read, or, as {@link TranscoderFault}, a transcoder failed
     */
    public Outputs transcode(ByteSource source, OutputFormat format, BooleanSupplier stopping)
            throws DicomException, IOException {
        OpenedInstance instance = new OpenedInstance(source, codecs, frames, limits, new Watch(stopping));
        try {
            return offered(instance, format);
        } catch (DicomException | IOException | RuntimeException | Error e) {
            instance.close();
            throw e;
        }
    }

    private Outputs offered(OpenedInstance instance, OutputFormat format) throws DicomException, IOException {
        List<String> declined = new ArrayList<>();
        for (Registration one : registrations.list()) {
            Optional<OutputFormat> own = one.offer(format);
            if (own.isEmpty()) {
                continue;
            }
            Supervisor supervisor = one.supervisor(instance, format);
            instance.handTo(supervisor);
            Optional<? extends Outputs> outputs = supervisor.repeatable(() -> {
                instance.file(); // which says if it is no DICOM
                Optional<Outputs> given = one.transcoder().transcode(instance, own.get());
                if (given == null) {
                    throw new TranscoderFault(one.who() + " gave null instead of outputs or empty");
                }
                return given.isEmpty()
                        ? Optional.<GuardedOutputs>empty()
                        : Optional.of(GuardedOutputs.start(supervisor, instance, own.get(), given.get()));
            });
            if (outputs.isPresent()) {
                return outputs.get();
            }
            declined.add(one.name());
        }
        throw DicomException.unsupported(format + " can't be made of this instance; "
                + (declined.isEmpty() ? "nothing produces it" : "declined by " + String.join(", ", declined)));
    }
}
