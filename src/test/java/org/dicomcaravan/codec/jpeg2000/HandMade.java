package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;

/** A codestream written marker by marker (Annex A): what encoders don't write, or would have to be asked for long. */
final class HandMade {

    /** COD: LRCP, one layer, no levels, code-blocks of 64 x 64, 5/3. */
    static final String COD = "00 00 0001 00 00 04 04 00 01";

    /** QCD: 2 guard bits, 8 bits of LL. */
    static final String QCD = "40 40";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins with SOC. */
    HandMade() {
        put(Markers.SOC, 2);
    }

    /** Begins with one component of 8 bits in one tile, as {@link #COD} and {@link #QCD} have it. */
    static HandMade grey(int columns, int rows) {
        return new HandMade()
                .size(columns, rows, "070101")
                .segment(Markers.COD, COD)
                .segment(Markers.QCD, QCD);
    }

    /** SIZ of an image at the origin, in one tile. */
    HandMade size(int columns, int rows, String components) {
        Rectangle image = new Rectangle(0, 0, columns, rows);
        return size(image, image, components);
    }

    /** SIZ: each component's Ssiz, XRsiz and YRsiz in hexadecimal. */
    HandMade size(Rectangle image, Rectangle firstTile, String components) {
        return segment(Markers.SIZ, size(image, firstTile) + components(components));
    }

    private static String size(Rectangle image, Rectangle tile) {
        return "0000%08x%08x%08x%08x%08x%08x%08x%08x"
                .formatted(
                        image.x1(),
                        image.y1(),
                        image.x0(),
                        image.y0(),
                        tile.x1() - tile.x0(),
                        tile.y1() - tile.y0(),
                        tile.x0(),
                        tile.y0());
    }

    private static String components(String components) {
        String digits = components.replace(" ", "");
        return "%04x".formatted(digits.length() / 6) + digits;
    }

    /** What {@link ImageSize} reads of SIZ. */
    static ImageSize imageSize(Rectangle image, Rectangle firstTile, String components) throws DicomException {
        return ImageSize.read(parameters(size(image, firstTile) + components(components)));
    }

    /** The parameters of a marker segment, in hexadecimal. */
    static Segment parameters(String hex) throws DicomException {
        String digits = hex.replace(" ", "");
        return new Segment(HexFormat.of().parseHex("%04x".formatted(digits.length() / 2 + 2) + digits), 0);
    }

    /** A marker segment, its parameters in hexadecimal. */
    HandMade segment(int marker, String hex) {
        String digits = hex.replace(" ", "");
        put(marker, 2);
        put(digits.length() / 2 + 2, 2);
        return hex(digits);
    }

    HandMade hex(String digits) {
        return bytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    HandMade bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private void put(int number, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(number >>> (8 * i));
        }
    }

    /** The one tile-part of a tile, with no marker in its header. */
    HandMade tile(int number, byte[] packets) {
        return tilePart(number, 0, 1, "", packets);
    }

    /** A tile-part, its number and how many there are, marker segments of its header in hexadecimal, and its packets. */
    HandMade tilePart(int tile, int part, int parts, String header, byte[] packets) {
        byte[] segments = HexFormat.of().parseHex(header.replace(" ", ""));
        put(Markers.SOT, 2);
        put(10, 2);
        put(tile, 2);
        put(14 + segments.length + packets.length, 4);
        put(part, 1);
        put(parts, 1);
        bytes(segments);
        put(Markers.SOD, 2);
        return bytes(packets);
    }

    /** Ends with EOC. */
    byte[] end() {
        put(Markers.EOC, 2);
        return toBytes();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
