package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** Decodes code-blocks and puts their coefficients where the wavelets expect them. For one thread. */
final class BlockWorker {

    private static final int MOST_COEFFICIENTS = 1 << 12;

    private final BlockDecoder decoder = new BlockDecoder();
    private final int[] coefficients = new int[MOST_COEFFICIENTS];

    /**
     * A code-block to be decoded.
     *
     * @param stride numbers of a row of the component's plane
     */
    record Job(CodedBlock block, Band band, TileComponent component, int stride) {}

    /** Decodes a code-block of packets into the planes. */
    void run(Job job, byte[] packets, TilePlanes planes) throws DicomException {
        TileComponent component = job.component;
        decoder.decode(job.block, packets, job.band, component.style(), coefficients);
        Rectangle area = job.block.area;
        if (component.shift() > 0) {
            unshift((int) area.area(), component.shift());
        }
        int row = job.band.y() + area.y0() - job.band.area().y0();
        int to = row * job.stride + job.band.x() + area.x0() - job.band.area().x0();
        if (component.style().reversible()) {
            place(area, planes.integers(component.number()), to, job.stride);
        } else {
            place(area, planes.floats(component.number()), to, job.stride, 0.5f * job.band.step());
        }
    }

    /** Moves the coefficients of a region of interest back down (H.1). */
    private void unshift(int count, int shift) {
        for (int i = 0; i < count; i++) {
            int value = coefficients[i];
            int magnitude = Math.abs(value);
            if (shift < Integer.SIZE - 1 && magnitude >> 1 >> shift != 0) {
                coefficients[i] = value < 0 ? -(magnitude >> shift) : magnitude >> shift;
            }
        }
    }

    private void place(Rectangle area, int[] plane, int first, int stride) {
        int width = area.width();
        for (int y = 0, from = 0, to = first; y < area.height(); y++, to += stride, from += width) {
            for (int x = 0; x < width; x++) {
                plane[to + x] = coefficients[from + x] / 2;
            }
        }
    }

    /** With the size of a quantization step (E.1). */
    private void place(Rectangle area, float[] plane, int first, int stride, float step) {
        int width = area.width();
        for (int y = 0, from = 0, to = first; y < area.height(); y++, to += stride, from += width) {
            for (int x = 0; x < width; x++) {
                plane[to + x] = coefficients[from + x] * step;
            }
        }
    }
}
