package org.dicomcaravan.render;

import java.math.BigDecimal;

/** A linear modality transform: x = slope · stored + intercept, slope not 0 (PS3.3 C.11.1.1.2). */
record Rescale(BigDecimal slope, BigDecimal intercept) {

    static final Rescale IDENTITY = new Rescale(BigDecimal.ONE, BigDecimal.ZERO);

    BigDecimal at(BigDecimal stored) {
        return slope.multiply(stored).add(intercept);
    }
}
