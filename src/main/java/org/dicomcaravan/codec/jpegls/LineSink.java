package org.dicomcaravan.codec.jpegls;

/** Takes lines as they are decoded. */
interface LineSink {

    /**
     * A line of one component, or of several ones sample by sample.
     *
     * @param components where the components stand in the frame header
     * @param y the line, from 0
     * @param line samples; the first one at index {@code components.length}; not to be kept
     * @param columns pixels in the line
     */
    void line(int[] components, int y, int[] line, int columns);
}
