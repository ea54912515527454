package org.dicomcaravan.transcode.guard;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameMemory;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.StoredFile;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.io.Spool;
import org.dicomcaravan.render.FrameRenderer;
import org.dicomcaravan.render.RenderedFrame;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.SourceInstance;

/** An instance on its way through the chain, under the supervision of the transcoder that has it at the time. */
final class OpenedInstance implements SourceInstance, Closeable {

    private static final int MOST_PAGES = 1_000_000;

    /** What a copy may have more than what is stored: a preamble and a file meta group. */
    private static final long META = 1 << 16;

    private final ByteSource source;
    private final Codecs codecs;
    private final Limits limits;
    private final Watch watch;
    private final FrameMemory.Share memory;
    private final Scratch.Share scratch;
    private Supervisor supervisor;
    private StoredFile file;
    private DicomObject object;
    private Optional<PixelData> pixels;
    private FrameReader reader;
    private FrameRenderer renderer;

    OpenedInstance(ByteSource source, Codecs codecs, FrameMemory frames, Limits limits, Watch watch) {
        this.source = new WatchedSource(source, watch);
        this.watch = watch;
        this.codecs = codecs;
        this.memory = frames.share(watch::beat);
        this.limits = limits;
        this.scratch = limits.scratch().share(watch::beat);
    }

    /** Says who has it from now on. */
    void handTo(Supervisor next) {
        supervisor = next;
    }

    @Override
    public StoredFile file() throws IOException, DicomException {
        if (file == null) {
            file = StoredFile.of(source);
        }
        return file;
    }

    @Override
    public DicomObject dicom() throws IOException, DicomException {
        if (object == null) {
            object = DicomObject.open(source, scratch);
        }
        return object;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public InstanceUids uids() throws IOException, DicomException {
        return InstanceUids.of(uid(Tag.STUDY_INSTANCE_UID), uid(Tag.SERIES_INSTANCE_UID), uid(Tag.SOP_INSTANCE_UID))
                .orElseThrow(() -> DicomException.invalid(
                        "Study, Series or SOP Instance UID is missing or no UID of 1 to 64 digits and dots"));
    }

    private String uid(int tag) throws IOException, DicomException {
        return dicom().dataSet().string(tag).orElse("");
    }

    @Override
    public Optional<PixelData> pixels() throws IOException, DicomException {
        if (pixels == null) {
            pixels = PixelData.of(dicom());
        }
        return pixels;
    }

    private PixelData requirePixels() throws IOException, DicomException {
        return pixels().orElseThrow(() -> new DicomException(
                DicomException.Reason.NO_PIXEL_DATA,
                "the instance has no pixel data; it can only be exported as application/dicom"));
    }

    @Override
    public int frames() throws IOException, DicomException {
        int frames = requirePixels().frames();
        limits.checkFrames(frames);
        return frames;
    }

    /** The highest number that a frame of it can have: its Number of Frames; without pixels, what a store can bear. */
    int highestFrame() throws IOException {
        try {
            return pixels().map(PixelData::declaredFrames).orElse(MOST_PAGES);
        } catch (DicomException e) {
            return MOST_PAGES; // whoever makes frames of broken pixels has to know how many
        }
    }

    @Override
    public RenderedFrame render(int number) throws IOException, DicomException {
        watch.reached(number);
        return renderer().render(number - 1);
    }

    @Override
    public FrameRenderer renderer() throws IOException, DicomException {
        if (renderer == null) {
            renderer = FrameRenderer.of(dicom(), reader());
        }
        return renderer;
    }

    @Override
    public DecodedFrame decode(int number) throws IOException, DicomException {
        watch.reached(number);
        return reader().samples(number - 1);
    }

    @Override
    public FrameReader reader() throws IOException, DicomException {
        if (reader == null) {
            if (dicom().dataSet().elements().stream().noneMatch(element -> Tag.isPixelData(element.tag()))) {
                requirePixels();
            }
            reader = FrameReader.of(dicom(), codecs, memory);
        }
        return reader;
    }

    @Override
    public byte[] stored(int number) throws IOException, DicomException {
        watch.reached(number);
        memory.hold(requirePixels(), 0);
        return requirePixels().frame(number - 1);
    }

    @Override
    public Codecs codecs() {
        return codecs;
    }

    @Override
    public void announce(long bytes) throws DicomException {
        if (bytes > size() + META) {
            limits.checkBytes(bytes);
        }
    }

    Limits limits() {
        return limits;
    }

    @Override
    public Spool spool(OptionalLong length) {
        return scratch.spool(length);
    }

    @Override
    public Content written(long length, Content.Writer writer, Closeable resource) {
        return new PushedContent(length, writer, supervisor, resource);
    }

    FrameMemory.Share memory() {
        return memory;
    }

    Watch watch() {
        return watch;
    }

    @Override
    public void close() throws IOException {
        memory.close();
        if (object == null) {
            source.close();
        } else {
            object.close();
        }
    }
}
