package org.dicomcaravan.render;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DataSet;

/** The modality transform (PS3.3 C.11.1): stored values to x, values that mean something. */
sealed interface Modality {

    /** Whether x may be another value than the stored one. */
    boolean changes();

    /** Slope and intercept. */
    record Linear(Rescale rescale) implements Modality {

        static final Linear IDENTITY = new Linear(Rescale.IDENTITY);

        @Override
        public boolean changes() {
            return !rescale.equals(Rescale.IDENTITY);
        }
    }

    /** A Modality LUT. */
    record Table(Lut lut) implements Modality {

        @Override
        public boolean changes() {
            return true;
        }
    }

    /** The Modality LUT Sequence's table, if it is usable. */
    static Optional<Lut> lut(DataSet top, boolean signedPixels) throws IOException, DicomException {
        Optional<DataSet> item = Attributes.item(top, RenderTag.MODALITY_LUT_SEQUENCE, 0);
        return item.isEmpty()
                ? Optional.empty()
                : Lut.of(item.get(), RenderTag.LUT_DESCRIPTOR, RenderTag.LUT_DATA, signedPixels);
    }

    /**
     * Slope and intercept of the nearest place that has one of them; the missing one is 1 or 0. A slope of 0, or one of
     * them that is no number, makes both 1 and 0.
     */
    static Linear linear(Places places) throws IOException, DicomException {
        for (Places.Place place : places.of(RenderTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE)) {
            String slope = Attributes.text(place.data(), RenderTag.RESCALE_SLOPE);
            String intercept = Attributes.text(place.data(), RenderTag.RESCALE_INTERCEPT);
            if (slope.isEmpty() && intercept.isEmpty()) {
                continue;
            }
            Optional<BigDecimal> m = slope.isEmpty() ? Optional.of(BigDecimal.ONE) : Decimals.parse(slope);
            Optional<BigDecimal> b = intercept.isEmpty() ? Optional.of(BigDecimal.ZERO) : Decimals.parse(intercept);
            boolean usable = m.isPresent() && b.isPresent() && m.get().signum() != 0;
            return usable ? new Linear(new Rescale(m.get(), b.get())) : Linear.IDENTITY;
        }
        return Linear.IDENTITY;
    }
}
