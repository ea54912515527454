package org.dicomcaravan.samples;

/** Red, green and blue as other photometric interpretations have them (PS3.3 C.7.6.3.1.2). Eight bits a sample. */
final class ColourSpaces {
    private ColourSpaces() {}

    /** Luminance and two chrominances for each pixel. */
    static byte[] ybrFull(byte[] rgb) {
        byte[] ybr = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            double red = rgb[i] & 0xFF;
            double green = rgb[i + 1] & 0xFF;
            double blue = rgb[i + 2] & 0xFF;
            ybr[i] = level(0.2990 * red + 0.5870 * green + 0.1140 * blue);
            ybr[i + 1] = level(-0.1687 * red - 0.3313 * green + 0.5000 * blue + 128);
            ybr[i + 2] = level(0.5000 * red - 0.4187 * green - 0.0813 * blue + 128);
        }
        return ybr;
    }

    /** Two luminances, then the two chrominances of both, for each pair of pixels; the columns are even. */
    static byte[] ybrFull422(byte[] rgb) {
        byte[] full = ybrFull(rgb);
        byte[] half = new byte[full.length / 3 * 2];
        for (int i = 0, at = 0; i < full.length; i += 6, at += 4) {
            half[at] = full[i];
            half[at + 1] = full[i + 3];
            half[at + 2] = (byte) (((full[i + 1] & 0xFF) + (full[i + 4] & 0xFF) + 1) / 2);
            half[at + 3] = (byte) (((full[i + 2] & 0xFF) + (full[i + 5] & 0xFF) + 1) / 2);
        }
        return half;
    }

    /** One plane a colour instead of one colour after another. */
    static byte[] planes(byte[] interleaved) {
        int pixels = interleaved.length / 3;
        byte[] planes = new byte[interleaved.length];
        for (int i = 0; i < pixels; i++) {
            planes[i] = interleaved[3 * i];
            planes[pixels + i] = interleaved[3 * i + 1];
            planes[2 * pixels + i] = interleaved[3 * i + 2];
        }
        return planes;
    }

    private static byte level(double value) {
        return (byte) Math.min(255, Math.max(0, Math.round(value)));
    }
}
