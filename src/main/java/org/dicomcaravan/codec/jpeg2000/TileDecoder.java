package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/** Decodes one tile after the other: packets, code-blocks, wavelets. Not thread-safe. */
final class TileDecoder {

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 16;

    private final InverseDwt53 reversible = new InverseDwt53();
    private final InverseDwt97 irreversible = new InverseDwt97();
    private final TilePlanes planes = new TilePlanes();
    private final List<BlockWorker> workers = new ArrayList<>();

    /** What the last tile had. */
    TilePlanes planes() {
        return planes;
    }

    /** Bytes that are kept for the next tile, but for those of workers, which are few. */
    long bytes() {
        return planes.bytes() + reversible.bytes() + irreversible.bytes();
    }

    /**
     * Decodes what is wanted of a tile into {@link #planes}, where each component is as wide as its highest wanted
     * resolution.
     *
     * @return its components
     */
    List<TileComponent> decode(Rectangle tile, TileParts parts, Window window)
            throws DicomException, InterruptedIOException {
        Parameters parameters = parts.parameters();
        List<TileComponent> components = new ArrayList<>();
        for (int i = 0; i < parameters.size().components().size(); i++) {
            components.add(TileComponent.of(i, tile, parameters));
        }
        checkSamples(components);
        checkLevels(components, window);
        if (parameters.tileStyle().colourTransform()) {
            checkTransform(components);
        }
        Stretch packets = parts.packets();
        List<Precinct> precincts = TilePackets.read(tile, components, parts, packets);
        for (TileComponent component : components) {
            clear(component, window);
        }
        List<BlockWorker.Job> jobs = new ArrayList<>();
        for (Precinct precinct : precincts) {
            TileComponent component = components.get(precinct.component());
            if (window.has(precinct.resolution(), component.style().levels())) {
                add(precinct, component, parameters.size().components().get(component.number()), window, jobs);
            }
        }
        new BlockTasks(jobs, packets.bytes(), planes).run(this::worker);
        for (TileComponent component : components) {
            invert(component, window);
        }
        return components;
    }

    private static void checkLevels(List<TileComponent> components, Window window) throws DicomException {
        for (TileComponent component : components) {
            if (component.style().levels() < window.discarded()) {
                throw DicomException.unsupported("a JPEG 2000 codestream of %d resolutions, halved %d times"
                        .formatted(component.style().levels() + 1, window.discarded()));
            }
        }
    }

    /** With few samples in a component and small tiles, one may have none, and nothing to be shown. */
    private static void checkSamples(List<TileComponent> components) throws DicomException {
        for (TileComponent component : components) {
            if (component.area().isEmpty()) {
                throw DicomException.unsupported(
                        "a JPEG 2000 tile without a sample of component " + component.number());
            }
        }
    }

    private static void checkTransform(List<TileComponent> components) throws DicomException {
        if (components.size() < 3
                || components.subList(1, 3).stream()
                        .anyMatch(
                                other -> !other.area().equals(components.get(0).area())
                                        || other.style().reversible()
                                                != components.get(0).style().reversible())) {
            throw DicomException.invalid("a JPEG 2000 colour transform of components that are not three alike");
        }
    }

    private BlockWorker worker(int number) {
        while (workers.size() <= number) {
            workers.add(new BlockWorker());
        }
        return workers.get(number);
    }

    private void clear(TileComponent component, Window window) throws DicomException {
        long numbers = component.top(window).area().area();
        if (numbers > MOST_NUMBERS) {
            throw DicomException.unsupported("a JPEG 2000 tile of %d samples".formatted(numbers));
        }
        planes.clear(component.number(), component.style().reversible(), (int) numbers);
    }

    private static void add(
            Precinct precinct,
            TileComponent component,
            ImageSize.Component samples,
            Window window,
            List<BlockWorker.Job> jobs) {
        int levels = component.style().levels() - Math.max(0, precinct.resolution() - 1);
        int stride = component.top(window).area().width();
        for (BandBlocks blocks : precinct.bands()) {
            for (CodedBlock block : blocks.included()) {
                if (window.has(block, levels, samples)) {
                    jobs.add(new BlockWorker.Job(block, blocks.band(), component, stride));
                }
            }
        }
    }

    private void invert(TileComponent component, Window window) throws InterruptedIOException {
        int stride = component.top(window).area().width();
        Rectangle low = component.resolutions().get(0).area();
        for (Resolution resolution : component.resolutions()) {
            if (resolution.number() == 0
                    || !window.has(resolution.number(), component.style().levels())) {
                continue;
            }
            if (component.style().reversible()) {
                reversible.invert(planes.integers(component.number()), stride, low, resolution.area());
            } else {
                irreversible.invert(planes.floats(component.number()), stride, low, resolution.area());
            }
            low = resolution.area();
        }
    }
}
