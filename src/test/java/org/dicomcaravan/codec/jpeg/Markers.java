package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.jpegsyntax.Segment;

/** A JPEG codestream in pieces: each from a marker to the next, a scan with its data. For making others of it. */
final class Markers {

    private final List<byte[]> pieces = new ArrayList<>();

    /** Takes a codestream apart, which ends with its EOI. */
    static Markers of(byte[] file) {
        Markers markers = new Markers();
        int start = 0;
        for (int at = 2; at < file.length; at++) {
            int code = at + 1 < file.length ? file[at + 1] & 0xFF : 0;
            boolean marker = file[at] == -1 && code >= 0xC0 && code < 0xFF && (code < 0xD0 || code > 0xD7);
            if (marker) {
                markers.pieces.add(Arrays.copyOfRange(file, start, at));
                start = at;
                // What is inside a segment is no marker.
                at += code == 0xD9 ? 1 : 1 + Segment.word(file, at + 2);
            }
        }
        markers.pieces.add(Arrays.copyOfRange(file, start, file.length));
        return markers;
    }

    /** The first piece with this marker. */
    byte[] first(int marker) {
        return pieces.stream()
                .filter(piece -> (piece[1] & 0xFF) == marker)
                .findFirst()
                .orElseThrow();
    }

    /** The last piece with this marker. */
    byte[] last(int marker) {
        return pieces.stream()
                .filter(piece -> (piece[1] & 0xFF) == marker)
                .reduce((before, behind) -> behind)
                .orElseThrow();
    }

    /** Takes the last piece with this marker out. */
    Markers withoutLast(int marker) {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            if ((pieces.get(i)[1] & 0xFF) == marker) {
                pieces.remove(i);
                return this;
            }
        }
        throw new IllegalArgumentException("no marker " + Integer.toHexString(marker));
    }

    /** Puts a piece behind the first one with this marker. */
    Markers behind(int marker, byte[] piece) {
        pieces.add(pieces.indexOf(first(marker)) + 1, piece);
        return this;
    }

    int count(int marker) {
        return (int)
                pieces.stream().filter(piece -> (piece[1] & 0xFF) == marker).count();
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
