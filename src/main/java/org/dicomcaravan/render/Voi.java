package org.dicomcaravan.render;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DataSet;

/** The values of interest (PS3.3 C.11.2): x to 0…255. */
sealed interface Voi {

    /** How the rule is recorded. */
    String text();

    /** One that is a curve over all x. */
    sealed interface Curved extends Voi {

        Curve curve();
    }

    /** The functions of a window. */
    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID;

        /** LINEAR where there is none or one that is not known. */
        static Function of(String text) {
            for (Function function : values()) {
                if (function.name().equals(text)) {
                    return function;
                }
            }
            return LINEAR;
        }

        boolean allows(BigDecimal width) {
            return this == LINEAR ? width.compareTo(BigDecimal.ONE) >= 0 : width.signum() > 0;
        }
    }

    /** A window, and the place that it stands at. */
    record Window(Function function, BigDecimal center, BigDecimal width, String place) implements Curved {

        @Override
        public Curve curve() {
            return switch (function) {
                case SIGMOID -> new Curve.Sigmoid(center, width);
                case LINEAR_EXACT -> ramp(center, width);
                case LINEAR ->
                    width.compareTo(BigDecimal.ONE) == 0
                            ? new Curve.Step(center.subtract(Decimals.HALF))
                            : ramp(center.subtract(Decimals.HALF), width.subtract(BigDecimal.ONE));
            };
        }

        private static Curve ramp(BigDecimal middle, BigDecimal width) {
            BigDecimal half = width.multiply(Decimals.HALF);
            return new Curve.Ramp(middle.subtract(half), middle.add(half));
        }

        @Override
        public String text() {
            return "%s c=%s w=%s %s".formatted(function, Decimals.text(center), Decimals.text(width), place);
        }
    }

    /** The first item of the VOI LUT Sequence. */
    record Table(Lut lut) implements Voi {

        @Override
        public String text() {
            return "VOI LUT top-level";
        }
    }

    /** From the least to the greatest x, both inclusive. */
    record FullRange(BigDecimal low, BigDecimal high, String text) implements Curved {

        static FullRange of(BigDecimal low, BigDecimal high) {
            return new FullRange(low, high, "full range %s..%s".formatted(Decimals.text(low), Decimals.text(high)));
        }

        /** All values of so many bits. */
        static FullRange of(StoredBits bits) {
            BigDecimal low = BigDecimal.valueOf(bits.lowest());
            BigDecimal high = BigDecimal.valueOf(bits.highest());
            return bits.stored() == 8 && !bits.signed() ? new FullRange(low, high, "identity") : of(low, high);
        }

        @Override
        public Curve curve() {
            return low.compareTo(high) == 0 ? new Curve.Flat() : new Curve.Ramp(low, high);
        }
    }

    /** The window of the nearest place that has a valid one. */
    static Optional<Window> window(Places places) throws IOException, DicomException {
        for (Places.Place place : places.of(RenderTag.FRAME_VOI_LUT_SEQUENCE)) {
            Optional<BigDecimal> center = Attributes.decimal(place.data(), RenderTag.WINDOW_CENTER);
            Optional<BigDecimal> width = Attributes.decimal(place.data(), RenderTag.WINDOW_WIDTH);
            if (center.isEmpty() || width.isEmpty()) {
                continue;
            }
            Function function = Function.of(Attributes.text(place.data(), RenderTag.VOI_LUT_FUNCTION));
            if (function.allows(width.get())) {
                return Optional.of(new Window(function, center.get(), width.get(), place.name()));
            }
        }
        return Optional.empty();
    }

    /** The VOI LUT Sequence's first table, if it is usable. */
    static Optional<Lut> lut(DataSet top, boolean signedPixels) throws IOException, DicomException {
        Optional<DataSet> item = Attributes.item(top, RenderTag.VOI_LUT_SEQUENCE, 0);
        return item.isEmpty()
                ? Optional.empty()
                : Lut.of(item.get(), RenderTag.LUT_DESCRIPTOR, RenderTag.LUT_DATA, signedPixels);
    }
}
