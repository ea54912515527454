package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/** Decodes one tile after the other: packets, code-blocks, wavelets. Not thread-safe. */
final class TileDecoder {

    /** More than any encoder makes; what one takes in memory is out of proportion to its bytes. */
    private static final int MOST_PRECINCTS = 1 << 18;

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 16;

    private final BlockDecoder blocks = new BlockDecoder();
    private final InverseDwt53 reversible = new InverseDwt53();
    private final InverseDwt97 irreversible = new InverseDwt97();
    private final int[] coefficients = new int[1 << 12];
    private final TilePlanes planes;

    TileDecoder(int components) {
        this.planes = new TilePlanes(components);
    }

    /** What the last tile had. */
    TilePlanes planes() {
        return planes;
    }

    /**
     * Decodes a tile into {@link #planes}.
     *
     * @return its components
     */
    List<TileComponent> decode(Rectangle tile, TileParts parts) throws DicomException, InterruptedIOException {
        Parameters parameters = parts.parameters();
        List<TileComponent> components = new ArrayList<>();
        for (int i = 0; i < parameters.size().components().size(); i++) {
            components.add(TileComponent.of(i, tile, parameters));
        }
        Stretch packets = parts.packets();
        List<Precinct> precincts = precincts(tile, components, parameters, parts, packets);
        for (TileComponent component : components) {
            allocate(component);
        }
        for (Precinct precinct : precincts) {
            TileComponent component = components.get(precinct.component());
            for (BandBlocks band : precinct.bands()) {
                decode(band, component, packets.bytes());
            }
        }
        for (TileComponent component : components) {
            invert(component);
        }
        return components;
    }

    /** Reads all packets. */
    private static List<Precinct> precincts(
            Rectangle tile, List<TileComponent> components, Parameters parameters, TileParts parts, Stretch packets)
            throws DicomException, InterruptedIOException {
        Stretch headers = parts.headers(packets);
        int layers = parameters.tileStyle().layers();
        long count = 0;
        for (TileComponent component : components) {
            for (Resolution resolution : component.resolutions()) {
                count += resolution.precincts(component.style());
            }
        }
        if (count > MOST_PRECINCTS) {
            throw DicomException.unsupported(
                    "a JPEG 2000 tile of %d precincts, %d at most".formatted(count, MOST_PRECINCTS));
        }
        if (count * layers > headers.left()) {
            throw DicomException.invalid("the JPEG 2000 codestream is cut off: a tile of %d packets has %d bytes"
                    .formatted(count * layers, headers.left()));
        }
        List<Precinct> precincts = new ArrayList<>();
        for (TileComponent component : components) {
            for (Resolution resolution : component.resolutions()) {
                precincts.addAll(resolution.split(
                        component, tile, parameters.size().components().get(component.number())));
            }
        }
        PacketReader reader = new PacketReader(headers, packets);
        for (ProgressionVolume volume : parameters.volumes()) {
            PacketOrder.visit(volume, layers, precincts, precinct -> {
                Cancellation.check();
                reader.read(precinct, components.get(precinct.component()).style());
            });
        }
        for (Precinct precinct : precincts) {
            if (precinct.layersRead() < layers) {
                throw DicomException.invalid("the JPEG 2000 codestream leaves out packets of a tile: %d of %d layers"
                        .formatted(precinct.layersRead(), layers));
            }
        }
        return precincts;
    }

    private void allocate(TileComponent component) throws DicomException {
        long numbers = component.area().area();
        if (numbers > MOST_NUMBERS) {
            throw DicomException.unsupported("a JPEG 2000 tile of %d samples".formatted(numbers));
        }
        if (component.style().reversible()) {
            planes.integers(component.number(), (int) numbers);
        } else {
            planes.floats(component.number(), (int) numbers);
        }
    }

    private void decode(BandBlocks blocksOfBand, TileComponent component, byte[] packets)
            throws DicomException, InterruptedIOException {
        Band band = blocksOfBand.band();
        for (int i = 0; i < blocksOfBand.count(); i++) {
            CodedBlock block = blocksOfBand.block(i);
            if (block == null) {
                continue;
            }
            Cancellation.check();
            blocks.decode(block, packets, band, component.style(), coefficients);
            if (component.shift() > 0) {
                unshift(block.area, component.shift());
            }
            place(block.area, band, component);
        }
    }

    /** Moves the coefficients of a region of interest back down (H.1). */
    private void unshift(Rectangle area, int shift) {
        for (int i = 0; i < area.area(); i++) {
            int value = coefficients[i];
            int magnitude = Math.abs(value);
            if (shift < Integer.SIZE - 1 && magnitude >> 1 >> shift != 0) {
                coefficients[i] = value < 0 ? -(magnitude >> shift) : magnitude >> shift;
            }
        }
    }

    /** Puts a code-block's coefficients where its wavelet expects them (E.1). */
    private void place(Rectangle area, Band band, TileComponent component) {
        int stride = component.area().width();
        int width = area.width();
        int to = (band.y() + area.y0() - band.area().y0()) * stride
                + band.x()
                + area.x0()
                - band.area().x0();
        if (component.style().reversible()) {
            int[] plane = planes.integers(component.number());
            for (int y = 0, from = 0; y < area.height(); y++, to += stride) {
                for (int x = 0; x < width; x++) {
                    plane[to + x] = coefficients[from++] / 2;
                }
            }
        } else {
            float[] plane = planes.floats(component.number());
            float step = 0.5f * band.step();
            for (int y = 0, from = 0; y < area.height(); y++, to += stride) {
                for (int x = 0; x < width; x++) {
                    plane[to + x] = coefficients[from++] * step;
                }
            }
        }
    }

    private void invert(TileComponent component) throws InterruptedIOException {
        int stride = component.area().width();
        Rectangle low = component.resolutions().get(0).area();
        for (Resolution resolution :
                component.resolutions().subList(1, component.resolutions().size())) {
            if (component.style().reversible()) {
                reversible.invert(planes.integers(component.number()), stride, low, resolution.area());
            } else {
                irreversible.invert(planes.floats(component.number()), stride, low, resolution.area());
            }
            low = resolution.area();
        }
    }
}
