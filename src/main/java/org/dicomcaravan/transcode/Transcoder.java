package org.dicomcaravan.transcode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.plugin.PluginSetting;

/**
 * A plugin that turns stored instances into something else.
 *
 * <p><b>How it gets in.</b> A public class with a public constructor without arguments, named in
 * {@code META-INF/services/org.dicomcaravan.transcode.Transcoder} of a jar in the server's folder {@code transcoders/}.
 * All jars there share one class loader, below which is the server's own class path. One object is made, at start.
 * {@link #name}, {@link #settings}, {@link #order} and {@link #produces} are asked once, then.
 *
 * <p><b>What it is given.</b> A {@link SourceInstance}: an instance that is opened but not read, with its elements, its
 * frames as stored, as samples and as pictures; and an {@link OutputFormat} out of its own {@link #produces}.
 *
 * <p><b>What it gives.</b> {@link Outputs}: one for the whole instance ({@link Outputs#of}) or one a frame, made when
 * it is asked for and not before ({@link Outputs#perFrame}): so memory does not grow with the number of frames. Each has
 * the format's mime type and extension. Frames ascend, none comes twice and none is beyond Number of Frames; there is at least one
 * output. Empty declines
 * the instance: the next transcoder that produces the type is asked, at last a built-in one.
 *
 * <p><b>Threads.</b> {@link #transcode} is called from several threads at once, for different instances. Everything of
 * one instance, its outputs and their contents, is used by one thread at a time, though not always by the same one.
 *
 * <p><b>Errors.</b> {@link DicomException} says that this instance can't become that, and why; its message is for the
 * user. {@link IOException} says that something could not be read. Anything else that is thrown, an
 * {@link Error} too, is logged as the plugin's fault. Each costs this one instance; outputs that were given before do
 * not become visible. A stream of a content throws {@link ContentException} around a {@link DicomException}. Where memory
 * runs out, {@link #transcode} and frames of {@link Outputs#perFrame} are asked for once more, while no other instance
 * is worked on.
 *
 * <p><b>Limits.</b> Each call that makes a frame has to end in time ({@link Limits#perFrame}), and each read of a
 * content ({@link Limits#stall}). Asking the instance for a frame that was not asked for before counts as progress, so
 * that a single output out of all frames may take as long as the frames do. A call that is late is interrupted, and so is
 * one whose outcome nobody wants any more, since its operation was cancelled: what loops long looks at
 * {@link Thread#isInterrupted} now and then. One that does not end by that is left behind; a plugin, which is a jar, that
 * leaves too many calls hanging is not asked again ({@link Limits#hung}). What is made of one instance has a limit, too
 * ({@link Limits#instanceFrames}, {@link Limits#instanceBytes}).
 */
public interface Transcoder {

    /** The {@link #order} of the built-in transcoders. */
    int BUILT_IN = 1000;

    /** What the log and messages call it; by default the name of the class. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * When it is asked, compared with others that produce the same: lower is earlier, then by name of the jar. By
     * default 0, which is before the built-in ones at {@value #BUILT_IN}.
     */
    default int order() {
        return 0;
    }

    /**
     * The settings that it takes, which makes them known: to the reference of settings, to variables of the environment,
     * and to whoever misspells one, since the server then refuses any other of this transcoder. By default none is
     * declared, and whatever a site sets is given to {@link #configure} unseen. Asked once, before that.
     */
    default List<PluginSetting> settings() {
        return List.of();
    }

    /**
     * Takes the settings that a site gave, once, before {@link #order} and {@link #produces} are asked.
     *
     * @param settings by their names, without the {@link #name} and dot that they start with in the configuration
     * @throws IllegalArgumentException if one of them is wrong; the server then does not start, and shows the message
     */
    default void configure(Map<String, String> settings) {}

    /** What it offers. Requests for anything that no transcoder offers are refused. */
    List<OutputType> produces();

    /**
     * What it offers where these codecs are installed; this is what the server asks. A transcoder to which codecs make a
     * difference overrides it; for all others it is {@link #produces()}.
     */
    default List<OutputType> produces(Codecs codecs) {
        return produces();
    }

    /**
     * Turns an instance into a format.
     *
     * @return what it becomes; empty if another transcoder shall do it
     * @throws DicomException if the instance can't become that
     * @throws IOException if something can't be read
     */
    Optional<Outputs> transcode(SourceInstance instance, OutputFormat format) throws IOException, DicomException;
}
