package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;

/**
 * Takes a codestream apart, marker by marker (Annex A). Some that are in the field are wrong and yet readable: the number
 * of tile-parts and the length of the last one are not trusted, and EOC may be missing. What their packets lack is found
 * out when they are read.
 */
final class CodestreamReader {

    private final byte[] bytes;
    private final Map<Integer, TileParts> tiles = new HashMap<>();
    private final Map<Integer, byte[]> packedHeaders = new TreeMap<>();
    private int at;
    private Parameters main;
    private Stretch packedInMain;
    private TileParts last;
    private boolean lastIsOpen;

    private CodestreamReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** The codestream that begins at a byte. */
    static Codestream read(byte[] bytes, int from) throws DicomException {
        CodestreamReader reader = new CodestreamReader(bytes, from);
        reader.readMainHeader();
        while (reader.isNext(Markers.SOT)) {
            reader.readTilePart();
        }
        reader.checkEnd();
        return new Codestream(reader.main.size(), reader.tiles);
    }

    private void readMainHeader() throws DicomException {
        if (!isNext(Markers.SOC)) {
            throw DicomException.invalid("no JPEG 2000 codestream: it does not start with SOC (FF4F)");
        }
        at += 2;
        if (!isNext(Markers.SIZ)) {
            throw DicomException.invalid("a JPEG 2000 codestream that does not begin with its size (SIZ)");
        }
        Segment size = new Segment(bytes, at + 2);
        main = new Parameters(ImageSize.read(size));
        at = size.end();
        while (!isNext(Markers.SOT)) {
            int marker = marker();
            Segment segment = new Segment(bytes, at);
            if (marker == Markers.PPM) {
                packedHeaders.put(segment.number(1), rest(segment));
            } else {
                main.read(marker, segment);
            }
            at = segment.end();
        }
        packedInMain = packedHeaders.isEmpty() ? null : joined(packedHeaders);
    }

    /** A tile-part, its header up to SOD and then its packets (A.4.2). */
    private void readTilePart() throws DicomException {
        int start = at;
        Segment segment = new Segment(bytes, at + 2);
        int number = segment.number(2);
        int length = segment.number(Integer.BYTES);
        at = segment.end();
        if (number >= main.size().tiles()) {
            throw DicomException.invalid("tile %d in a JPEG 2000 codestream of %d tiles"
                    .formatted(number + 1, main.size().tiles()));
        }
        TileParts tile = tiles.computeIfAbsent(number, none -> new TileParts(bytes, main));
        while (!isNext(Markers.SOD)) {
            int marker = marker();
            Segment parameters = new Segment(bytes, at);
            if (marker == Markers.PPT) {
                tile.addPacked(parameters.number(1), rest(parameters));
            } else {
                tile.ownParameters().read(marker, parameters);
            }
            at = parameters.end();
        }
        at += 2;
        if (packedInMain != null) {
            tile.addPacked(nextPacked());
        }
        int end = end(start, length);
        last = tile;
        lastIsOpen = length == 0 || end - start != length;
        tile.add(at, end);
        at = end;
    }

    /** EOC may be missing, and zeros may follow; all else means that lengths are wrong somewhere. */
    private void checkEnd() throws DicomException {
        if (isNext(Markers.EOC)) {
            return;
        }
        if (last != null) {
            last.endIsMissing(lastIsOpen);
        }
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw DicomException.invalid(
                        "neither a tile-part nor the end of the JPEG 2000 codestream follows the last tile-part, at byte %d of %d"
                                .formatted(i, bytes.length));
            }
        }
    }

    /** Where a tile-part ends: the last one may leave its length open with 0. */
    private int end(int start, int length) throws DicomException {
        if (length == 0 || Integer.compareUnsigned(length, bytes.length - start) > 0) {
            return bytes.length;
        }
        if (length < TilePart.HEADER || start + length < at) {
            throw DicomException.invalid("a JPEG 2000 tile-part of %d bytes, less than its header".formatted(length));
        }
        return start + length;
    }

    /** What PPM has for the next tile-part (A.7.4). */
    private byte[] nextPacked() throws DicomException {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = length << 8 | Math.max(0, packedInMain.next());
        }
        if (length < 0 || length > packedInMain.left()) {
            throw DicomException.invalid("packed packet headers of a JPEG 2000 codestream are cut off");
        }
        int from = packedInMain.position();
        packedInMain.skip(length);
        return Arrays.copyOfRange(packedInMain.bytes(), from, from + length);
    }

    private static Stretch joined(Map<Integer, byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.values().forEach(all::writeBytes);
        return Stretch.of(all.toByteArray());
    }

    private byte[] rest(Segment segment) {
        return Arrays.copyOfRange(bytes, segment.position(), segment.end());
    }

    private boolean isNext(int marker) {
        return at + 2 <= bytes.length && (bytes[at] & 0xFF) == marker >> 8 && (bytes[at + 1] & 0xFF) == (marker & 0xFF);
    }

    /** The next marker of a header, which has a segment. */
    private int marker() throws DicomException {
        if (at + 2 > bytes.length) {
            throw DicomException.invalid("the JPEG 2000 codestream ends inside a header");
        }
        int marker = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        if (marker <= Markers.SOC || marker == Markers.EOC) {
            throw DicomException.invalid("no JPEG 2000 marker at byte %d: %04X".formatted(at, marker));
        }
        at += 2;
        return marker;
    }
}
