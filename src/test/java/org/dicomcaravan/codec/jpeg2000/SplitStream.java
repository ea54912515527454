package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A codestream of another program in its pieces, to be put together in another way.
 *
 * @param main marker segments of the main header, SIZ first
 * @param tileParts in their order
 */
record SplitStream(List<SplitStream.Marker> main, List<SplitStream.TilePart> tileParts) {

    /** A marker segment, and its parameters in hexadecimal. */
    record Marker(int code, String parameters) {}

    /** The packets of a tile-part, and marker segments before them. */
    record TilePart(int tile, int part, int parts, List<Marker> header, byte[] packets) {}

    /** A packet without its markers. */
    record Packet(byte[] header, byte[] body) {}

    static SplitStream of(byte[] codestream) {
        ByteBuffer bytes = ByteBuffer.wrap(codestream, 2, codestream.length - 4);
        List<Marker> main = header(bytes, Markers.SOT);
        List<TilePart> tileParts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            bytes.getInt(); // SOT and its length
            int tile = bytes.getShort();
            int length = bytes.getInt();
            int part = bytes.get();
            int parts = bytes.get();
            List<Marker> header = header(bytes, Markers.SOD);
            bytes.getShort();
            byte[] packets = new byte[start + length - bytes.position()];
            bytes.get(packets);
            tileParts.add(new TilePart(tile, part, parts, header, packets));
        }
        return new SplitStream(main, tileParts);
    }

    private static List<Marker> header(ByteBuffer bytes, int end) {
        List<Marker> markers = new ArrayList<>();
        while ((bytes.getShort(bytes.position()) & 0xFFFF) != end) {
            int code = bytes.getShort() & 0xFFFF;
            byte[] parameters = new byte[bytes.getShort() - 2];
            bytes.get(parameters);
            markers.add(new Marker(code, HexFormat.of().formatHex(parameters)));
        }
        return markers;
    }

    /** The parameters of a marker segment of the main header, in hexadecimal. */
    String parameters(int code) {
        return main.stream().filter(marker -> marker.code == code).findFirst().orElseThrow().parameters;
    }

    /** The packets of a tile-part that has SOP before and EPH in each of them. */
    static List<Packet> packets(byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int header = at + 6;
            int body = find(bytes, header, Markers.EPH) + 2;
            at = find(bytes, body, Markers.SOP);
            packets.add(new Packet(Arrays.copyOfRange(bytes, header, body - 2), Arrays.copyOfRange(bytes, body, at)));
        }
        return packets;
    }

    /** Markers are found nowhere else in packets (A.1.3). */
    private static int find(byte[] bytes, int from, int marker) {
        for (int i = from; i + 1 < bytes.length; i++) {
            if (bytes[i] == -1 && bytes[i + 1] == (byte) marker) {
                return i;
            }
        }
        return bytes.length;
    }

    /** The headers of packets, one behind the other. */
    static byte[] headers(List<Packet> packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.forEach(packet -> all.writeBytes(packet.header));
        return all.toByteArray();
    }

    /** The bodies of packets, one behind the other. */
    static byte[] bodies(List<Packet> packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.forEach(packet -> all.writeBytes(packet.body));
        return all.toByteArray();
    }

    /** Packets without SOP and EPH, one behind the other. */
    static byte[] join(List<Packet> packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            all.writeBytes(packet.header);
            all.writeBytes(packet.body);
        }
        return all.toByteArray();
    }

    /** The main header, in which COD does not speak of SOP and EPH. */
    HandMade begin() {
        HandMade begun = new HandMade();
        for (Marker marker : main) {
            String parameters = marker.parameters;
            if (marker.code == Markers.COD) {
                int style = Integer.parseInt(parameters.substring(0, 2), 16) & 1;
                parameters = "%02x".formatted(style) + parameters.substring(2);
            }
            begun.segment(marker.code, parameters);
        }
        return begun;
    }
}
