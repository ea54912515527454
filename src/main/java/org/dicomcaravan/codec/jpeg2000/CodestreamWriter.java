package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a codestream: the main header, tile-parts and packets (Annex A). */
final class CodestreamWriter {

    /** Stlm: tiles have numbers of two bytes, and lengths have four. */
    private static final int TILE_LENGTHS = 0x60;

    private static final int TILE_LENGTH = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean byResolution;
    private final List<TilePart> kept = new ArrayList<>();
    private int tiles;

    CodestreamWriter(CodingStyle style) {
        byResolution = style.coding().byResolution();
        put(Markers.SOC, 2);
        new MainHeader(out, style).write();
    }

    /** Writes the next tile, or keeps it until all are there whose lowest resolutions come first. */
    void tile(CodedTile tile) {
        int resolutions = tile.resolutions();
        if (byResolution) {
            for (int part = 0; part < resolutions; part++) {
                kept.add(new TilePart(tiles, part, resolutions, tile.packets(part, part + 1)));
            }
        } else {
            write(new TilePart(tiles, 0, 1, tile.packets(0, resolutions)));
        }
        tiles++;
    }

    /** Bytes that the codestream will have if so many tiles without packets follow, each of them one tile-part. */
    int length(int further) {
        return out.size() + further * TilePart.HEADER + 2;
    }

    /** Ends the codestream. */
    byte[] end() {
        if (byResolution) {
            kept.sort(Comparator.comparingInt(TilePart::index));
            writeLengths();
            kept.forEach(this::write);
        }
        put(Markers.EOC, 2);
        return out.toByteArray();
    }

    /** TLM (A.7.1). One is enough: of a frame as large as can be there are 256 tiles with eleven resolutions. */
    private void writeLengths() {
        put(Markers.TLM, 2);
        put(4 + TILE_LENGTH * kept.size(), 2);
        put(0, 1); // the first one
        put(TILE_LENGTHS, 1);
        for (TilePart part : kept) {
            put(part.tile(), 2);
            put(part.length(), 4);
        }
    }

    private void write(TilePart part) {
        put(Markers.SOT, 2);
        put(10, 2);
        put(part.tile(), 2);
        put(part.length(), 4);
        put(part.index(), 1);
        put(part.count(), 1);
        put(Markers.SOD, 2);
        try {
            part.packets().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory never fails
        }
    }

    private void put(int value, int bytes) {
        MainHeader.put(out, value, bytes);
    }
}
