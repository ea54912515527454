package org.dicomcaravan.dicom;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a data set and its pixels are encoded (PS3.5 10, PS3.6 A).
 *
 * @param uid the UID without padding
 * @param name what PS3.6 calls it; the UID itself where it is not known here
 * @param encoding how the data set is encoded, and whether its pixel data is encapsulated
 * @param lossy whether encoding changes samples
 * @param video whether all frames are one stream
 */
public record TransferSyntax(String uid, String name, Encoding encoding, boolean lossy, boolean video) {

    /** Encodings of a data set. All encapsulated ones are explicit VR little endian (PS3.5 A.4). */
    public enum Encoding {
        IMPLICIT,
        EXPLICIT,
        BIG_ENDIAN,
        DEFLATED,
        ENCAPSULATED
    }

    private static final String P = "1.2.840.10008.1.2";
    private static final Map<String, TransferSyntax> KNOWN = new LinkedHashMap<>();

    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            add("", "Implicit VR Little Endian", Encoding.IMPLICIT, false);
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            add(".1", "Explicit VR Little Endian", Encoding.EXPLICIT, false);
    public static final TransferSyntax DEFLATED =
            add(".1.99", "Deflated Explicit VR Little Endian", Encoding.DEFLATED, false);
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
            add(".2", "Explicit VR Big Endian", Encoding.BIG_ENDIAN, false);
    public static final TransferSyntax ENCAPSULATED_UNCOMPRESSED =
            encapsulated(".1.98", "Encapsulated Uncompressed Explicit VR Little Endian", false);
    public static final TransferSyntax JPEG_BASELINE = encapsulated(".4.50", "JPEG Baseline (Process 1)", true);
    public static final TransferSyntax JPEG_EXTENDED = encapsulated(".4.51", "JPEG Extended (Process 2 & 4)", true);
    public static final TransferSyntax JPEG_SPECTRAL_SELECTION =
            encapsulated(".4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)", true);
    public static final TransferSyntax JPEG_PROGRESSIVE =
            encapsulated(".4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 & 12)", true);
    public static final TransferSyntax JPEG_LOSSLESS =
            encapsulated(".4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", false);
    public static final TransferSyntax JPEG_LOSSLESS_SV1 =
            encapsulated(".4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [SV1])", false);
    public static final TransferSyntax JPEG_LS = encapsulated(".4.80", "JPEG-LS Lossless", false);
    public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS =
            encapsulated(".4.81", "JPEG-LS Lossy (Near-Lossless)", true);
    public static final TransferSyntax JPEG_2000_LOSSLESS = encapsulated(".4.90", "JPEG 2000 (Lossless Only)", false);
    public static final TransferSyntax JPEG_2000 = encapsulated(".4.91", "JPEG 2000", true);
    public static final TransferSyntax JPEG_2000_MC_LOSSLESS =
            encapsulated(".4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)", false);
    public static final TransferSyntax JPEG_2000_MC = encapsulated(".4.93", "JPEG 2000 Part 2 Multi-component", true);
    public static final TransferSyntax JPEG_XL_LOSSLESS = encapsulated(".4.110", "JPEG XL Lossless", false);
    public static final TransferSyntax JPEG_XL_RECOMPRESSION =
            encapsulated(".4.111", "JPEG XL JPEG Recompression", true);
    public static final TransferSyntax JPEG_XL = encapsulated(".4.112", "JPEG XL", true);
    public static final TransferSyntax HTJ2K_LOSSLESS =
            encapsulated(".4.201", "High-Throughput JPEG 2000 (Lossless Only)", false);
    public static final TransferSyntax HTJ2K_LOSSLESS_RPCL =
            encapsulated(".4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)", false);
    public static final TransferSyntax HTJ2K = encapsulated(".4.203", "High-Throughput JPEG 2000", true);
    public static final TransferSyntax RLE = encapsulated(".5", "RLE Lossless", false);
    public static final TransferSyntax DEFLATED_FRAME = encapsulated(".8.1", "Deflated Image Frame Compression", false);

    static {
        String[] videos = {
            ".4.100", "MPEG2 Main Profile / Main Level",
            ".4.100.1", "Fragmentable MPEG2 Main Profile / Main Level",
            ".4.101", "MPEG2 Main Profile / High Level",
            ".4.101.1", "Fragmentable MPEG2 Main Profile / High Level",
            ".4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1",
            ".4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1",
            ".4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
            ".4.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
            ".4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
            ".4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
            ".4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
            ".4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
            ".4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2",
            ".4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2",
            ".4.107", "HEVC/H.265 Main Profile / Level 5.1",
            ".4.108", "HEVC/H.265 Main 10 Profile / Level 5.1",
        };
        for (int i = 0; i < videos.length; i += 2) {
            KNOWN.put(
                    P + videos[i], new TransferSyntax(P + videos[i], videos[i + 1], Encoding.ENCAPSULATED, true, true));
        }
    }

    private static TransferSyntax add(String suffix, String name, Encoding encoding, boolean lossy) {
        TransferSyntax syntax = new TransferSyntax(P + suffix, name, encoding, lossy, false);
        KNOWN.put(syntax.uid, syntax);
        return syntax;
    }

    private static TransferSyntax encapsulated(String suffix, String name, boolean lossy) {
        return add(suffix, name, Encoding.ENCAPSULATED, lossy);
    }

    /** The syntax of a UID, padding ignored. One that is not known counts as encapsulated, as PS3.5 10.1 has it. */
    public static TransferSyntax of(String uid) {
        String bare = Padding.trimEnd(uid);
        TransferSyntax known = KNOWN.get(bare);
        return known != null ? known : new TransferSyntax(bare, bare, Encoding.ENCAPSULATED, false, false);
    }

    /** All of PS3.6, as far as this edition of ours goes, native ones first. */
    public static Collection<TransferSyntax> known() {
        return Collections.unmodifiableCollection(KNOWN.values());
    }

    /** Whether PS3.6 has it, as far as this edition of ours goes. */
    public boolean isKnown() {
        return KNOWN.containsKey(uid);
    }

    /** Whether each element says its VR. */
    public boolean isExplicit() {
        return encoding != Encoding.IMPLICIT;
    }

    public boolean isBigEndian() {
        return encoding == Encoding.BIG_ENDIAN;
    }

    public boolean isDeflated() {
        return encoding == Encoding.DEFLATED;
    }

    public boolean isEncapsulated() {
        return encoding == Encoding.ENCAPSULATED;
    }

    /** Whether pixel data is stored as samples, not as codestreams: the three native syntaxes and the deflated one. */
    public boolean isNative() {
        return !isEncapsulated();
    }

    @Override
    public String toString() {
        return name.equals(uid) ? uid : name + " (" + uid + ")";
    }
}
