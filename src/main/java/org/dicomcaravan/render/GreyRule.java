package org.dicomcaravan.render;

/** A frame's whole way from stored values to grey: modality, values of interest, inversion for MONOCHROME1. */
record GreyRule(Modality modality, Voi voi, boolean inverted) {

    /** How the rule is recorded. */
    String text() {
        return inverted ? voi.text() + ", inverted" : voi.text();
    }

    /** The rule as one function; what a table gives is looked up in advance. */
    StepFunction function() {
        if (modality instanceof Modality.Linear linear) {
            return voi instanceof Voi.Table table
                    ? StepFunction.of(
                            linear.rescale(), table.lut().first(), table.lut().samples(inverted))
                    : StepFunction.of(linear.rescale(), curve(), inverted);
        }
        Lut lut = ((Modality.Table) modality).lut();
        return StepFunction.of(Rescale.IDENTITY, lut.first(), behind(lut.entries()));
    }

    /** The output sample of each entry of a Modality LUT. */
    private byte[] behind(char[] entries) {
        byte[] outputs = new byte[entries.length];
        if (voi instanceof Voi.Table table) {
            byte[] samples = table.lut().samples(inverted);
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = samples[Math.min(Math.max(entries[i] - table.lut().first(), 0), samples.length - 1)];
            }
            return outputs;
        }
        byte[] samples = StepFunction.of(Rescale.IDENTITY, curve(), inverted)
                .table(new StoredBits(StoredBits.TABLE_BITS, 0, false));
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = samples[entries[i]];
        }
        return outputs;
    }

    private Curve curve() {
        return ((Voi.Curved) voi).curve();
    }
}
