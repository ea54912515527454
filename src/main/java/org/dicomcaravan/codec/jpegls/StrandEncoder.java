package org.dicomcaravan.codec.jpegls;

/** Encodes lines of a strand: in regular mode, of which there are kinds, and in runs (Annex A). */
abstract class StrandEncoder {

    final BitWriter out;
    final ContextModel model;
    final int limit;
    final int qbpp;
    final int escape;

    private final RunEncoder runs;

    StrandEncoder(BitWriter out, ContextModel model) {
        this.out = out;
        this.model = model;
        this.runs = new RunEncoder(out, model);
        this.limit = model.parameters.limit();
        this.qbpp = model.parameters.qbpp();
        this.escape = CodingParameters.escape(limit, qbpp);
    }

    /** Encodes the line of a strand, and makes of it what a decoder will see: the next line depends on that. */
    final void line(Strand strand) {
        for (int x = 1; x <= strand.columns; ) {
            x = regular(strand, x);
            if (x <= strand.columns) {
                x = runs.encode(strand, x);
            }
        }
    }

    /** Encodes in regular mode (A.3 to A.6) up to where a run begins or the line ends; where that is. */
    abstract int regular(Strand strand, int from);
}
