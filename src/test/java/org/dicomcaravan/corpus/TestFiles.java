package org.dicomcaravan.corpus;

import java.nio.file.Path;

/** Files of the project's own corpus that tests call by name. What each of the others shows is in its index. */
public final class TestFiles {

    /** Lossless JPEG that ends inside its only frame. */
    public static final Path CUT_JPEG_LOSSLESS = Corpus.OWN.file("made/cut_jpll57.dcm");

    /** Baseline JPEG that ends inside its only frame. */
    public static final Path CUT_JPEG_BASELINE = Corpus.OWN.file("made/cut_jpeg50.dcm");

    /** One bit a sample, three frames, each of which ends at a byte. */
    public static final Path BITS_RLE = segments("liver_rle.dcm");

    /** The same frames, deflated. */
    public static final Path BITS_DEFLATED = segments("liver_deflate.dcm");

    /** One bit a sample, three frames, each of which ends inside a byte. */
    public static final Path ODD_BITS_RLE = segments("liver_nonbyte_aligned_rle.dcm");

    /** The same frames, deflated. */
    public static final Path ODD_BITS_DEFLATED = segments("liver_nonbyte_aligned_deflate.dcm");

    private TestFiles() {}

    private static Path segments(String name) {
        return Corpus.OWN.file("pydicom-data/data_store/data/" + name);
    }

    /** A compressed test data stream of ITU-T T.83 (ISO/IEC 10918-2), or what one is made of, by process and name. */
    public static Path jpegCompliance(String name) {
        return Corpus.OWN.file("codestreams/pydicom+pylibjpeg-data/ljdata/jpg/10918/" + name);
    }
}
