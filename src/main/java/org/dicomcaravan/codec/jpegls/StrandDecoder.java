package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** Decodes lines of a strand: in regular mode, of which there are kinds, and in runs (Annex A). */
abstract class StrandDecoder {

    final BitReader in;
    final ContextModel model;
    final int limit;
    final int qbpp;
    final int escape;

    private final RunDecoder runs;

    StrandDecoder(BitReader in, ContextModel model) {
        this.in = in;
        this.model = model;
        this.runs = new RunDecoder(in, model);
        this.limit = model.parameters.limit();
        this.qbpp = model.parameters.qbpp();
        this.escape = CodingParameters.escape(limit, qbpp);
    }

    /** Decodes the line of a strand whose line above is known. */
    final void line(Strand strand) throws DicomException {
        for (int x = 1; x <= strand.columns; ) {
            x = regular(strand, x);
            if (x <= strand.columns) {
                x = runs.decode(strand, x);
            }
        }
    }

    /** Decodes in regular mode (A.3 to A.6) up to where a run begins or the line ends; where that is. */
    abstract int regular(Strand strand, int from) throws DicomException;
}
